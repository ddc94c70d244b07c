import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordedEvent } from '#kernel';
import { foldJourney } from '../../domain/fold.js';
import { DEVICE, described, registered, retracted, tell } from '../../testing/journeys.js';
import { matchId, type Recall, type Recallable, selected } from './recall.js';
import { recallables } from './recallable.js';
import { recallOf } from './recalls-projection.js';
import { resolutionOf } from './resolution.js';

const STREAM = 'recall-maker:R-1';
const issued = (selector: JsonObject, more: JsonObject = {}, at = '2026-03-01 10:00') =>
  tell('RecallIssued', at, { selector, ...more }, { by: 'maker', stream: STREAM, roles: ['manufacturer'] });
const recall = (selector: JsonObject): Recall => {
  const found = recallOf(STREAM, [issued(selector)]);
  if (found === undefined) throw new Error('There is no recall.');
  return found;
};
const devices = (...events: RecordedEvent[]): Recallable[] =>
  recallables(foldJourney({ deviceId: DEVICE, events }), { visibleTo: [], relatedTo: [], grants: [] });
const resolved = (at: string, data: JsonObject = {}) =>
  tell('RecallResolved', at, { action: 'battery replaced', ...data });

describe('a recall', () => {
  it('selects by all that it names, in any spelling', () => {
    expect(selected(recall({ gtin: '9521234000129' }))).toEqual({ gtin: '09521234000129', first: 1 });
    expect(selected(recall({ model: 'Phone  ONE', manufacturedFrom: '2025-01-01' }))).toEqual({
      model: 'phone one',
      manufacturedOn: { from: '2025-01-01' },
      first: 1,
    });
    expect(selected(recall({ batteryLot: ' b7 ' }))).toEqual({ batteryLot: 'B7', first: 1 });
    expect(selected(recall({ tacRange: { from: '00440124', to: '00440130' }, manufacturedTo: '2025-12-31' }))).toEqual({
      tac: { from: '00440124', to: '00440130' },
      manufacturedOn: { from: '0', to: '2025-12-31' },
    });
  });

  it('stands in its latest wording, until its sender takes it back', () => {
    const first = issued({ model: 'One' }, { severity: 'low' });
    const second = issued({ model: 'Two' }, { severity: 'critical' }, '2026-03-02 10:00');
    const undone = retracted(second, '2026-03-03 10:00');
    expect(recallOf(STREAM, [first])).toMatchObject({
      recall: 'recall:maker:R-1',
      ref: 'R-1',
      severity: 'information',
    });
    expect(recallOf(STREAM, [second, first])).toMatchObject({ selector: { model: 'Two' }, severity: 'critical' });
    expect(recallOf(STREAM, [first, second, undone])).toMatchObject({ selector: { model: 'One' } });
    expect(recallOf(STREAM, [second, undone])).toBeUndefined();
  });

  it('finds a device by each of its type allocation codes, and once by everything else', () => {
    const told = registered('2026-01-01 10:00', { brand: 'Northwind', model: 'One', gtin: '9521234000129' });
    const dual = { addressedBy: ['imei:004401245678905', 'imei:352099001761481'] };
    const found = devices(told, described('2026-01-02 10:00', { storageGB: 64 }, dual));
    expect(found.map(({ tac, first }) => [tac, first])).toEqual([
      ['00440124', 1],
      ['35209900', 0],
    ]);
    expect(found.every(({ model, gtin }) => model === 'one' && gtin === '09521234000129')).toBe(true);
    expect(new Set(found.map((device) => matchId(recall({ model: 'One' }), device))).size).toBe(1);
  });

  it('is dealt with by a resolution that names it, or by a later one that names none', () => {
    const phone = registered('2026-01-01 10:00', { model: 'One' });
    const state = (...events: RecordedEvent[]) => {
      const [device] = devices(phone, ...events);
      return device && resolutionOf(recall({ model: 'One' }), device) !== undefined;
    };
    expect(state()).toBe(false);
    expect(state(resolved('2026-03-02 10:00', { recallRef: 'R-1' }))).toBe(true);
    expect(state(resolved('2026-02-01 10:00', { recallRef: 'R-1' }))).toBe(false);
    expect(state(resolved('2026-04-01 10:00', { recallRef: 'R-2' }))).toBe(false);
    expect(state(resolved('2026-02-01 10:00'))).toBe(false);
    const later = resolved('2026-04-01 10:00');
    expect(state(later)).toBe(true);
    expect(state(later, retracted(later, '2026-04-02 10:00'))).toBe(false);
  });
});
