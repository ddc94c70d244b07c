import type { ApplicationProcess } from './application-process.js';

export interface Acknowledged {
  reference: string;
  eventId: string;
  deviceId: string;
}

const GRADES = ['excellent', 'good', 'fair'];

/** One report of a device that several reporters know by the same number. */
export const reportOf = (device: number, reference: string, turn: number) => ({
  device: `serial:Acme:SHARED${device}`,
  type: 'GradeAssigned',
  occurredAt: new Date(Date.UTC(2026, 2, 4, 10, 0, turn)).toISOString(),
  reference,
  data: { grade: { scheme: 'backmarket', schemeVersion: '1', code: GRADES[turn % 3] }, method: 'manual' },
});

/**
 * Sends reports about the same devices, one after the other, until told to stop or as many as asked. What is not
 * acknowledged, because its process died, is sent again to the next one, as a partner would.
 */
export async function report(
  replicas: readonly ApplicationProcess[],
  { worker, devices, count }: { worker: number; devices: number; count: number },
): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const reference = `w${worker}-${turn}`;
    const body = reportOf(turn % devices, reference, turn);
    for (let attempt = worker; ; attempt += 1) {
      const replica = replicas[attempt % replicas.length] as ApplicationProcess;
      const answer = await replica.send('POST', '/v1/events', { body }).catch(() => undefined);
      if (answer === undefined || answer.status >= 500) continue;
      if (answer.status > 202) throw new Error(`${reference} was answered ${JSON.stringify(answer)}`);
      const { eventId, deviceId } = answer.body as { eventId: string; deviceId: string };
      acknowledged.push({ reference, eventId, deviceId });
      break;
    }
  }
  return acknowledged;
}
