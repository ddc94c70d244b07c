import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedMessage } from '../domain/index.js';
import { turn } from '../testing/counting-source.js';
import { drain, type MetricWorld, metricWorld, type Said } from '../testing/index.js';
import { MetricHistory } from './metric-history.js';
import { RestatementsSource } from './restatements-source.js';

/** Of one device: a change names twenty at most. */
const EVENTS = 15;

const known = (partner: string, country = 'DE'): Said => ({
  measure: 'devicesKnown',
  period: '2026-01',
  dimensions: { partner, category: 'smartphone', country },
  amount: 1,
});

/** The same, and how often each of its functions was called. */
function counted<Store extends object>(store: Store): { store: Store; calls: Map<string, unknown[][]> } {
  const calls = new Map<string, unknown[][]>();
  const counting = new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        calls.set(String(name), [...(calls.get(String(name)) ?? []), given]);
        return Reflect.apply(value, target, given);
      };
    },
  });
  return { store: counting, calls };
}

describe('restatements', () => {
  let given: MetricWorld;
  beforeEach(async () => {
    given = await metricWorld();
    for (const partner of ['acme', 'borg', 'cord'])
      for (let index = 0; index < 8; index += 1)
        given.log.tell(`device-${partner}-${index}`, 'GradeAssigned', { adds: [known(partner)] } as never);
    given.closeDay('2026-02-01');
    given.closeMonth('2026-01');
    await given.catchUp();
  });
  afterEach(() => given.close());

  function watched() {
    const [log, reads] = [counted(given.log), counted(given.reads)];
    const history = new MetricHistory({ log: log.store, reads: reads.store, changeDays: 36_500, now: Date.now });
    return { source: new RestatementsSource({ history }), log: log.calls, reads: reads.calls };
  }

  /** A correction of what is closed, by events of two devices. */
  function correct(): string[] {
    return ['DE', 'FR'].flatMap((country, hour) =>
      Array.from({ length: EVENTS }, (_, minute) => {
        const recordedAt = new Date(Date.UTC(2026, 4, 1, hour, minute)).toISOString();
        const adds = { adds: [known('acme', country)] } as never;
        return given.log.tell(`device-late-${country}`, 'GradeAssigned', adds, { recordedAt });
      }),
    );
  }

  it('are of the time of the last event that caused them, which is read once', async () => {
    const { source, log } = watched();
    const { reached } = await drain(source, null);
    const ids = correct();
    await given.catchUp();
    const { messages } = await drain(source, reached);
    const total = messages.find(({ data }) => (data.because as string[]).length > EVENTS);
    expect(total?.data).toMatchObject({ because: ids.slice(0, 20), moreEvents: true });
    expect(total?.recordedAt).toBe('2026-05-01T01:14:00.000Z');
    const read = log.get('readEvent')?.flat() ?? [];
    expect(messages.length).toBeGreaterThan(read.length);
    expect(read).toHaveLength(new Set(read).size);
  });

  it('are looked for only when something has moved, and told then', async () => {
    const { source, log, reads } = watched();
    const ending = new AbortController();
    const messages: FeedMessage[] = [];
    const end = await source.end();
    const partitions = reads.get('control')?.length ?? 0;
    const reading = (async () => {
      for await (const steps of source.read(end, ending.signal))
        messages.push(...steps.flatMap((step) => step.messages));
    })();
    // Each look asks as many partitions how far they are as it took to find the end.
    const looks = () => (reads.get('control')?.length ?? 0) / partitions;
    const looked = async (times: number) => {
      const before = looks();
      while (looks() < before + times) await turn();
    };
    await looked(2);
    const asked = [log, reads].map((calls) => new Map([...calls].map(([name, { length }]) => [name, length])));
    await looked(3);
    const [inLog, inReads] = [log, reads].map((calls, index) =>
      [...calls].filter(([name, { length }]) => length !== asked[index]?.get(name)).map(([name]) => name),
    );
    expect(inLog).toEqual(['compare']);
    expect(inReads?.toSorted()).toEqual(['control', 'get']);
    correct();
    await given.catchUp();
    while (messages.length === 0) await turn();
    ending.abort();
    await reading;
  });
});
