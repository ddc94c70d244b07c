import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Position } from '#event-store';
import { type Delivery, deliveries, FAILURE_NAMES, type FailureName, PARTNERS } from '#fleet';
import { receiptOf } from '../domain/intake/receipt.js';
import { RunningJourney } from '../domain/intake/running-journey.js';
import { aPartner, openBench, type RecorderBench } from '../testing/recorder-bench.js';

const UNTIL = '2026-05-31';

/** A few devices of one kind of trouble, as it happened, but for every `late`-th report, which comes last. */
function told(failure: FailureName, late: number): Delivery[] {
  const all = [...deliveries({ seed: `receipts-${failure}`, devices: 2, until: UNTIL, failures: { [failure]: 0.7 } })];
  const isLate = (_: Delivery, index: number) => late > 0 && index % late === 0;
  return [...all.filter((one, index) => !isLate(one, index)), ...all.filter(isLate)];
}

async function record(bench: RecorderBench, sent: readonly Delivery[], size: number): Promise<void> {
  for (const { id, roles } of PARTNERS) bench.partners.set(id, aPartner(id, [...roles]));
  for (let at = 0; at < sent.length; ) {
    const partner = sent[at]?.partner ?? '';
    const some = sent.slice(at, at + size);
    const others = some.findIndex((one) => one.partner !== partner);
    const own = others < 0 ? some : some.slice(0, others);
    await bench.record(partner, ...own.map(({ report }) => report));
    at += own.length;
  }
}

/** What a fold of everything that the log held says of each event, before it and with it. */
async function expectFolded({ store, loader }: RecorderBench): Promise<number> {
  const logged = await store.readAll(null, 10_000);
  let compared = 0;
  for (const [index, { event, position }] of logged.entries()) {
    const { receipt, submissionId } = event.metadata;
    if (receipt?.deviceId === undefined || submissionId !== event.id) continue;
    const first = logged.findIndex((one) => one.event.metadata.submissionId === submissionId);
    const known = logged[first - 1]?.position;
    const before = known === undefined ? undefined : await journey(receipt.deviceId, known);
    const after = await journey(receipt.deviceId, position);
    const folded = receiptOf(event.id, () => before, after as NonNullable<typeof after>, receipt.deviceCreated);
    expect([index, event.type, receipt]).toEqual([index, event.type, folded]);
    compared += 1;
  }
  return compared;

  async function journey(deviceId: string, until: Position) {
    return (await loader.loadMany([deviceId], until)).get(deviceId);
  }
}

describe('a receipt', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(FAILURE_NAMES.map((failure, index) => [failure, index % 2 === 0 ? 0 : 4] as const))(
    'says what a fold of all that was known says (%s, every %ith late)',
    async (failure, late) => {
      const take = jest.spyOn(RunningJourney.prototype, 'take');
      const bench = await openBench();
      try {
        await record(bench, told(failure, late), 50);
        const compared = await expectFolded(bench);
        const taken = take.mock.results.filter(({ value }) => value !== undefined).length;
        expect(taken).toBeGreaterThan(compared / 8);
      } finally {
        await bench.close();
      }
    },
  );
});
