const START = Date.parse('2025-01-06T08:00:00Z');
const HOUR = 3_600_000;

/** Reports of one device's visit to a refurbisher, plain and valid, as many as asked. */
export function reportsOf(device: number, count: number): object[] {
  const serial = `serial:Northwind:B${String(device).padStart(9, '0')}`;
  return Array.from({ length: count }, (_, index) => ({
    device: serial,
    type: STEPS[index % STEPS.length]?.type,
    occurredAt: new Date(START + (device % 5000) * 1000 + index * HOUR).toISOString(),
    reference: `b-${device}-${index}`,
    data: STEPS[index % STEPS.length]?.data,
  }));
}

const grade = { scheme: 'backmarket', schemeVersion: '1', code: 'good' };

const STEPS = [
  { type: 'DeviceReceived', data: { intakeReason: 'trade_in', massKg: 0.18 } },
  { type: 'DiagnosticsReported', data: { tool: { name: 'bench', version: '1' }, stage: 'intake', result: 'pass' } },
  { type: 'RefurbishmentStarted', data: { workOrder: 'w-1', level: 'light' } },
  { type: 'RepairPerformed', data: { outcome: 'fixed', faultCodes: ['screen'] } },
  { type: 'RefurbishmentCompleted', data: { outcome: 'pass' } },
  { type: 'GradeAssigned', data: { grade, method: 'manual' } },
];

/** NDJSON of `devices` devices from `first` on, in pieces that fit a stream. */
export function* ndjsonOf(first: number, devices: number, eventsEach: (device: number) => number): Generator<string> {
  let piece: string[] = [];
  for (let device = first; device < first + devices; device += 1) {
    for (const report of reportsOf(device, eventsEach(device))) piece.push(JSON.stringify(report));
    if (piece.length < 5_000) continue;
    yield `${piece.join('\n')}\n`;
    piece = [];
  }
  if (piece.length > 0) yield `${piece.join('\n')}\n`;
}
