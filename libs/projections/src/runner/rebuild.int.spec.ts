import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Found, ReadStore } from '#read-store';
import { type EventProjection, partitionOf, type StreamProjection } from '../domain/index.js';
import { type Crash, crashingReads, tallyProjection, type World, world } from '../testing/index.js';

/** Three that share a partition, and so cells, and two that do not. */
const NAMES = Array.from({ length: 400 }, (_, index) => `d${index}`);
const DEVICES = [
  ...NAMES.filter((name) => partitionOf(name) === 7).slice(0, 3),
  ...NAMES.filter((name) => partitionOf(name) !== 7).slice(0, 2),
];

/** Latest by content, so that the order of arrival does not matter. */
const largest: EventProjection = {
  shape: 'event',
  name: 'largest',
  version: 1,
  collections: [{ name: 'models', indexes: [] }],
  types: ['GradeAssigned'],
  documentIds: ({ data }) => [{ collection: 'models', id: String(data.model) }],
  evolve: (document, { data }) => ({
    massMg: Math.max(Number(document?.massMg ?? 0), Number(data.massMg ?? 0)),
    times: Number(document?.times ?? 0) + 1,
  }),
};

const batches: StreamProjection = {
  shape: 'stream',
  name: 'batches',
  version: 1,
  collections: [],
  prefixes: ['batch-'],
  project: (stream, events) => ({
    documents: [],
    contributions: [
      {
        measure: 'outputs',
        dimensions: { batch: stream.slice(6) },
        period: '2026-03',
        amount: BigInt(events.length),
        because: [],
      },
    ],
  }),
};

const projections = [tallyProjection(), largest, batches];

const device = fc.constantFrom(...DEVICES);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('grade'), device, model: fc.constantFrom('x', 'y'), mass: fc.nat(5) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('receive'), device, order: fc.constantFrom('1', '2') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('order'), order: fc.constantFrom('1', '2') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge'), device, other: device }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('retract'), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('batch'), order: fc.constantFrom('1', '2') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('catch up') }) },
);
type Step = {
  kind: string;
  device?: string;
  other?: string;
  model?: string;
  mass?: number;
  order?: string;
  which?: number;
};

function tell(
  { log }: World,
  { kind, device: id = '', other = '', model = '', mass = 0, order = '', which = 0 }: Step,
) {
  if (kind === 'grade') log.tell(`device-${id}`, 'GradeAssigned', { model, massMg: mass });
  if (kind === 'receive') log.tell(`device-${id}`, 'DeviceReceived', { orderRef: order });
  if (kind === 'order') log.tell(`order-acme:${order}`, 'TradeInSettled', { model: 'ordered' });
  if (kind === 'batch') log.tell(`batch-acme:${order}`, 'RecyclingCompleted', {});
  if (kind === 'merge' && id !== other)
    log.tell(`device-${id}`, 'DevicesMerged', { survivorId: other, absorbedId: id });
  const target = log.logged[which]?.event;
  if (kind === 'retract' && target !== undefined && target.type !== 'EventRetracted') {
    log.tell(target.stream, 'EventRetracted', { target: target.id });
  }
}

/** All that is read, without the sequences of commits. */
async function contents(reads: ReadStore): Promise<Record<string, unknown[]>> {
  const builds = ['tally@1.1.1', 'largest@1.1', 'batches@1.1.1'];
  const all: Record<string, unknown[]> = {};
  for (const build of builds) {
    for (const collection of ['cells', 'subjects', 'devices', 'events', 'models']) {
      const { items } = await reads.find(`${build}:${collection}`, { limit: 1_000 });
      all[`${build}:${collection}`] = items.map(({ id, document }: Found) => [id, document]);
    }
  }
  return all;
}

describe('incremental batches', () => {
  it('give, bit for bit, what a rebuild gives, whatever crashes in between', async () => {
    const crash = fc.constantFrom<Crash>('none', 'none', 'none', 'none', 'before', 'partly', 'after');
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.array(crash, { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        async (steps, crashes, batchEventsMax) => {
          const given = await world(projections);
          const left = [...crashes];
          const reads = crashingReads(given.reads, () => left.shift() ?? 'none');
          const clock = { now: () => (clock.millis += 60_000), millis: 0 };
          for (const each of [...steps, { kind: 'catch up' }]) {
            if (each.kind !== 'catch up') tell(given, each);
            else await restartUntilDone(() => given.catchUp({ reads, batchEventsMax, clock }));
          }
          const rebuilt = await world(projections);
          for (const { event } of given.log.logged)
            rebuilt.log.tell(event.stream, event.type, event.data, { id: event.id });
          await rebuilt.catchUp();
          expect(await contents(given.reads)).toEqual(await contents(rebuilt.reads));
          await Promise.all([given.close(), rebuilt.close()]);
        },
      ),
      { numRuns: 25, interruptAfterTimeLimit: 20_000 },
    );
  });
});

/** A crash while starting ends the process; the next one tries again. */
async function restartUntilDone(run: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!/commit/.test(String(error))) throw error;
    }
  }
}
