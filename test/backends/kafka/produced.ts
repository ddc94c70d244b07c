import type { EventStore } from '#event-store';
import type { ProducingPartner } from './producing-partner.js';
import type { Results } from './results.js';

const DEVICES = 7;
const CHUNK = 10;
const GRADES = ['excellent', 'good', 'fair'];

/** A partner that goes on producing, about the same few devices, each device under one key. */
export class Produced {
  #count = 0;

  constructor(private readonly partner: ProducingPartner) {}

  get count(): number {
    return this.#count;
  }

  /** In small portions, so that it lasts while something happens. */
  async produce(count: number): Promise<void> {
    for (let left = count; left > 0; left -= CHUNK) {
      await this.partner.sendAll(Array.from({ length: Math.min(CHUNK, left) }, () => this.#next()));
    }
  }

  #next(): { key: string; value: object } {
    const turn = this.#count++;
    const device = `serial:Northwind:PRODUCED${turn % DEVICES}`;
    const code = GRADES[turn % GRADES.length];
    const occurredAt = new Date(Date.UTC(2026, 2, 4) + turn * 1_000).toISOString();
    const data = { grade: { scheme: 'backmarket', schemeVersion: '1', code }, method: 'manual' };
    return { key: device, value: { device, type: 'GradeAssigned', occurredAt, reference: `p-${turn}`, data } };
  }
}

/** What is wrong with what became of them: each message has one result and one event, and each device its order. */
export async function faultsOf(produced: Produced, results: Results, log: EventStore): Promise<string[]> {
  const grades = (await log.readAll(null, 100_000)).flatMap(({ event }) =>
    event.type === 'GradeAssigned' ? [event] : [],
  );
  const recorded = new Map(grades.map((event) => [event.metadata.reference, event]));
  const faults: string[] = [];
  if (grades.length !== produced.count) faults.push(`${grades.length} events of ${produced.count} messages`);
  if (results.all.length !== produced.count) faults.push(`${results.all.length} results of ${produced.count} messages`);
  if (new Set(results.answered()).size !== results.all.length) faults.push('a message was answered twice');
  for (const { key, value } of results.all) {
    if (value.status !== 201 && value.status !== 202) faults.push(`${key} was answered ${value.status}`);
    if (recorded.get(key)?.id !== value.eventId) faults.push(`${key} was answered with another event`);
  }
  const turnOf = (reference: string) => Number(reference.slice(2));
  for (const [stream, events] of Map.groupBy(grades, (event) => event.stream)) {
    const turns = events.map(({ metadata }) => turnOf(metadata.reference));
    if (turns.some((turn, at) => at > 0 && turn < (turns[at - 1] as number))) faults.push(`${stream} is out of order`);
  }
  return faults;
}
