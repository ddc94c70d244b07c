import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordedEvent } from '#kernel';
import { foldJourney } from '../domain/fold.js';
import { DEVICE, registered, retracted, tell } from '../testing/journeys.js';
import { findingsAmong } from './findings-among.js';
import type { Recall } from './recalls/recall.js';
import { recallables } from './recalls/recallable.js';
import { recallOf } from './recalls/recalls-projection.js';
import { resolutionOf, selects } from './recalls/resolution.js';

const recall = (name: string, selector: JsonObject = { model: 'One' }, at = '2026-03-01 10:00'): Recall => {
  const found = recallOf(`recall-${name}`, [
    tell('RecallIssued', at, { selector }, { stream: `recall-${name}`, by: name.replace(/:.*/, '') }),
  ]);
  if (found === undefined) throw new Error('There is no recall.');
  return found;
};
const phone = registered('2026-01-01 10:00', { model: 'One' });
const resolved = (at: string, recallRef: string, by = 'refurb') =>
  tell('RecallResolved', at, { action: 'battery replaced', recallRef }, { by });
const journeyOf = (events: readonly RecordedEvent[]) => foldJourney({ deviceId: DEVICE, events });
const records = (events: readonly RecordedEvent[]) =>
  recallables(journeyOf([phone, ...events]), { visibleTo: [], relatedTo: [], grants: [] });

const odd = (recalls: Recall[], ...events: RecordedEvent[]) =>
  findingsAmong([journeyOf([phone, ...events])], recalls).map(({ rule, explanation }) => `${rule}: ${explanation}`);
const seesTo = (one: Recall, others: Recall[], ...events: RecordedEvent[]) => {
  const [device] = records(events);
  return device && resolutionOf(one, device, others)?.eventId;
};

describe('the resolution of a recall', () => {
  const [ours, theirs] = [recall('maker:R-1'), recall('rival:R-1')];

  it('sees to the recall that it names, and to no other', () => {
    const done = resolved('2026-03-05 10:00', 'R-1');
    expect(odd([ours], done)).toEqual([]);
    expect(seesTo(ours, [], done)).toBe(done.id);
    const whole = resolved('2026-03-05 10:00', 'recall:maker:R-1');
    expect([seesTo(ours, [theirs], whole), seesTo(theirs, [ours], whole)]).toEqual([whole.id, undefined]);
    expect(odd([ours, theirs], whole)).toEqual([]);
  });

  it('by a reference that two issuers use is its own, or names none', () => {
    const own = resolved('2026-03-05 10:00', 'R-1', 'rival');
    expect([seesTo(ours, [theirs], own), seesTo(theirs, [ours], own)]).toEqual([undefined, own.id]);
    const anybody = resolved('2026-03-05 10:00', 'R-1');
    expect(odd([ours, theirs], anybody)).toEqual([expect.stringMatching(/^recall-not-open: .*several recalls/)]);
  });

  it('is odd where that recall is not open', () => {
    expect(odd([ours], resolved('2026-03-05 10:00', 'R-2'))).toEqual([
      expect.stringContaining('no recall that stands'),
    ]);
    expect(odd([recall('maker:R-1', { model: 'Two' })], resolved('2026-03-05 10:00', 'R-1'))).toEqual([
      expect.stringContaining('does not select this device'),
    ]);
    const early = resolved('2026-02-05 10:00', 'R-1');
    expect(odd([ours], early)).toEqual([expect.stringContaining('was not issued yet')]);
    expect(seesTo(ours, [], early)).toBeUndefined();
  });

  it('is odd the second time, until the first is retracted', () => {
    const [first, second] = [resolved('2026-03-05 10:00', 'R-1'), resolved('2026-03-06 10:00', 'R-1')];
    expect(odd([ours], first, second)).toEqual([expect.stringContaining('was seen to before')]);
    expect(odd([ours], first, second, retracted(first, '2026-03-07 10:00'))).toEqual([]);
  });

  it('with a day may be of any time of it', () => {
    expect(odd([ours], resolved('2026-03-01', 'R-1'))).toEqual([]);
    expect(odd([ours], resolved('2026-02-28', 'R-1'))).toHaveLength(1);
  });
});

describe('a recall by battery lot', () => {
  const lot = recall('maker:B-7', { batteryLot: 'b7-2026' });
  const tested = (batteryLot: string) =>
    tell('DiagnosticsReported', '2026-02-02 10:00', { tool: { name: 'x' }, stage: 'intake', batteryLot });
  const fitted = (more: JsonObject = {}) =>
    tell('PartInstalled', '2026-02-03 10:00', { slot: 'battery', origin: 'new_oem', ...more });

  it('selects devices that have a battery of it, however it is spelled', () => {
    expect(selects(lot, records([]))).toBe(false);
    expect(selects(lot, records([tested(' B7-2026 ')]))).toBe(true);
    expect(selects(lot, records([tested('B8-2026')]))).toBe(false);
    expect(selects(lot, records([fitted({ batteryLot: 'B7-2026' })]))).toBe(true);
  });

  it('goes with that battery, and with the report that told of it', () => {
    const told = tested('B7-2026');
    expect(selects(lot, records([told, fitted()]))).toBe(false);
    const camera = tell('PartInstalled', '2026-02-03 10:00', { slot: 'camera', origin: 'new_oem' });
    expect(selects(lot, records([told, camera]))).toBe(true);
    expect(selects(lot, records([told, retracted(told, '2026-02-04 10:00')]))).toBe(false);
  });
});
