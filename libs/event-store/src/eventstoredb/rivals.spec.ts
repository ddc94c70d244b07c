import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AppendOutcome, type AppendRequest, type EventStore, holderKey } from '../port.js';
import { anEvent } from '../testing/builders.js';
import { openOnServer } from './open-eventstoredb.js';
import { MemoryServer } from './testing/memory-server.js';
import { dyingAt, type Step, SteppedServer } from './testing/stepped-server.js';

const key = fc.constantFrom('k1', 'k2', 'k3');
const holder = fc.constantFrom('x', 'y');

const wish = fc.record({
  stream: fc.constantFrom('device-1', 'device-2'),
  expectedRevision: fc.integer({ min: -1, max: 1 }),
  events: fc.integer({ min: 1, max: 2 }),
  reserve: fc.uniqueArray(fc.record({ key, expected: fc.option(holder, { freq: 2 }), holder }), {
    maxLength: 3,
    selector: (one) => one.key,
  }),
});

type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never;

const process_ = fc.record({
  wishes: fc.array(wish, { minLength: 1, maxLength: 3 }),
  /** The write at which it dies, if it does. */
  dies: fc.option(fc.nat({ max: 8 })),
  after: fc.boolean(),
});

const requestOf = ({ stream, expectedRevision, events, reserve }: Wish): AppendRequest => ({
  stream,
  expectedRevision,
  events: Array.from({ length: events }, () => anEvent()),
  reservations: reserve.map((one) => ({ ...one, scope: 'identifier' })),
});

interface Sent {
  request: AppendRequest;
  outcome: AppendOutcome;
}

/** Everything that was appended, in the order of the log, as if one after the other had been. */
async function expectOneByOne(store: EventStore, sent: readonly Sent[]): Promise<void> {
  const keys = sent.flatMap(({ request }) => request.reservations);
  const holders = new Map(await store.holders(keys));
  const log = await store.readAll(null, 1_000);
  const ids = log.map(({ event }) => event.id);
  expect(new Set(ids).size).toBe(ids.length);
  const held = new Map<string, string>();
  for (const { event } of log) {
    const one = sent.find(({ request }) => request.events[0]?.id === event.id);
    if (one === undefined) continue;
    expect(event.revision).toBe(one.request.expectedRevision + 1);
    for (const { scope, key, expected, holder } of one.request.reservations) {
      expect(held.get(holderKey({ scope, key })) ?? null).toBe(expected);
      held.set(holderKey({ scope, key }), holder);
    }
  }
  for (const { request, outcome } of sent) {
    const there = request.events.map(({ id }) => ids.includes(id));
    expect(new Set(there).size).toBe(1);
    if (outcome.status !== 'unknown') expect([request, there[0]]).toEqual([request, outcome.status === 'appended']);
  }
  expect(holders).toEqual(held);
}

describe('processes that append at once', () => {
  it('leave what one after the other would have left, whatever the order of their steps and whoever dies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(process_, { minLength: 2, maxLength: 3 }), async (order, processes) => {
        const server = new MemoryServer();
        await openOnServer(server);
        const sent: Sent[] = [];
        const runs = processes.map(async ({ wishes, dies, after }) => {
          const life = dies === null ? undefined : dyingAt(dies, after ? 'after' : 'before');
          const step: Step = (kind, work) => {
            const ordered = () => order.schedule(Promise.resolve()).then(work);
            return life === undefined ? ordered() : life(kind, ordered);
          };
          const store = await openOnServer(new SteppedServer(server, step)).catch(() => undefined);
          if (store === undefined) return;
          const requests = wishes.map(requestOf);
          const outcomes = await store.append(requests);
          for (const [index, request] of requests.entries()) sent.push({ request, outcome: outcomes[index]! });
        });
        await order.waitFor(Promise.all(runs));
        await expectOneByOne(await openOnServer(server), sent);
      }),
      { numRuns: 300 },
    );
  });
});
