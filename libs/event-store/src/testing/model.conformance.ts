import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AppendOutcome, AppendRequest, EventStore } from '../port.js';
import { anEvent } from './builders.js';
import { aLogName, type OpenLog } from './open-log.js';

/** What a request asks for, in small numbers, so that rivals, repeats and crossed reservations are common. */
interface Wish {
  stream: number;
  expectedRevision: number;
  events: number;
  reserve: { key: number; expected: number | null; holder: number }[];
  /** Send the earlier wish of this index again instead. */
  repeats: number | null;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  stream: fc.nat({ max: 2 }),
  expectedRevision: fc.integer({ min: -1, max: 4 }),
  events: fc.integer({ min: 1, max: 3 }),
  reserve: fc.uniqueArray(
    fc.record({ key: fc.nat({ max: 2 }), expected: fc.option(fc.nat({ max: 2 })), holder: fc.nat({ max: 2 }) }),
    { maxLength: 2, selector: ({ key }) => key },
  ),
  repeats: fc.option(fc.nat({ max: 20 }), { freq: 3 }),
});

/** The port in twenty lines: one request after the other, in memory. */
class Model {
  readonly streams = new Map<string, string[]>();
  readonly holders = new Map<string, string>();

  append({ stream, expectedRevision, events, reservations }: AppendRequest): AppendOutcome['status'] {
    const present = this.streams.get(stream) ?? [];
    if (present.length !== expectedRevision + 1) {
      const tail = present.slice(expectedRevision + 1, expectedRevision + 1 + events.length);
      const repeated = tail.length === events.length && tail.every((id, index) => id === events[index]?.id);
      return repeated ? 'appended' : 'wrong-expected-revision';
    }
    const held = reservations.some(({ key, expected }) => (this.holders.get(key) ?? null) !== expected);
    if (held) return 'reservation-held';
    for (const { key, holder } of reservations) this.holders.set(key, holder);
    this.streams.set(stream, [...present, ...events.map(({ id }) => id)]);
    return 'appended';
  }
}

/** Requests of one run, on streams and keys that no other run uses. */
function requestsOf(wishes: readonly Wish[], run: string): AppendRequest[] {
  const requests: AppendRequest[] = [];
  for (const { stream, expectedRevision, events, reserve, repeats } of wishes) {
    const earlier = repeats === null ? undefined : requests[repeats];
    requests.push(
      earlier ?? {
        stream: `device-${run}-${stream}`,
        expectedRevision,
        events: Array.from({ length: events }, () => anEvent()),
        reservations: reserve.map(({ key, expected, holder }) => ({
          scope: 'identifier',
          key: `${run}-${key}`,
          expected: expected === null ? null : String(expected),
          holder: String(holder),
        })),
      },
    );
  }
  return requests;
}

/** Random requests, all under way together, settle as they would one by one in the order in which they were sent. */
export function modelConformance(adapter: string, open: OpenLog): void {
  describe(`concurrent appends on ${adapter}`, () => {
    let store: EventStore;
    let runs = 0;
    beforeAll(async () => {
      store = await open(aLogName()());
    });
    afterAll(() => store.close());

    it('settle as a model that takes them one by one', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 24 }), async (wishes) => {
          const requests = requestsOf(wishes, `${process.pid}-${runs++}`);
          const outcomes = (await Promise.all(requests.map((request) => store.append([request])))).flat();
          const model = new Model();
          expect(outcomes.map(({ status }) => status)).toEqual(requests.map((request) => model.append(request)));
          for (const [stream, ids] of model.streams) {
            expect((await store.readStream(stream)).map(({ event }) => event.id)).toEqual(ids);
          }
          const keys = requests.flatMap(({ reservations }) => reservations);
          const held = [...(await store.holders(keys))].map(([key, holder]) => [
            key.replace('identifier ', ''),
            holder,
          ]);
          expect(new Map(held as [string, string][])).toEqual(model.holders);
        }),
        { numRuns: 60 },
      );
    });
  });
}
