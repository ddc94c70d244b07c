import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { described, given, received, registered, resold, retracted, tell } from '../../testing/journeys.js';
import { linkedStreams } from '../index.js';

const phone = registered('2024-02-28 10:00', { brand: 'Apple Inc.', model: 'iPhone 12' });
const ends = (date: string, model = 'iphone 12', at = '2024-05-01 10:00') =>
  tell(
    'SoftwareSupportEnded',
    at,
    { model, date },
    { by: 'maker', roles: ['manufacturer'], stream: `model-apple:${model}`, addressedBy: [`model:apple:${model}`] },
  );
const support = (...events: RecordedEvent[]) => given(phone, ...events).journey.description.softwareSupportEnds;

describe('the end of software support for a model', () => {
  it('is looked for where the description says', () =>
    expect(linkedStreams([phone])).toEqual(['model-apple:iphone 12']));

  it('concerns each of its devices, by the last word of the maker', () => {
    expect(support(ends('2026-09-01'))).toBe('2026-09-01');
    expect(support(ends('2026-09-01'), ends('2027-09-01', 'iphone 12', '2024-06-01 10:00'))).toBe('2027-09-01');
  });

  it('concerns no other model, nor one that the device only was taken for', () => {
    expect(support(ends('2026-09-01', 'iphone 11'))).toBeUndefined();
    const better = described('2024-03-01 10:00', { model: 'iPhone 13' }, { by: 'maker', roles: ['manufacturer'] });
    expect(support(better, ends('2026-09-01'))).toBeUndefined();
    expect(support(better, ends('2027-09-01', 'iphone 13'))).toBe('2027-09-01');
  });

  it('is taken back by its retraction', () => {
    const said = ends('2026-09-01');
    expect(support(said, retracted(said, '2024-05-02 10:00'))).toBeUndefined();
  });

  it('lets nobody see the devices', () =>
    given(phone, ends('2026-09-01')).then({ anomalies: [], journey: { relations: { reported: ['refurb'] } } }));
});

describe('a recall', () => {
  const issued = tell('RecallIssued', '2024-03-01 10:00', { selector: { model: 'iPhone 12' } }, { by: 'maker' });
  const settled = tell('RecallResolved', '2024-03-05 10:00', { action: 'battery replaced' });

  it('that reaches a device is an alert until it is resolved there', () => {
    given(phone, received('2024-02-29 10:00'), issued).then({ journey: { alerts: [{ kind: 'recalled' }] } });
    given(phone, received('2024-02-29 10:00'), issued, settled).then({ journey: { alerts: [] } });
  });

  it('stays an alert while another one is open', () => {
    const recall = (name: string, at: string) =>
      tell(
        'RecallIssued',
        at,
        { selector: { model: 'iPhone 12' } },
        { by: 'maker', addressedBy: [`recall:maker:${name}`] },
      );
    const both = [phone, recall('R-1', '2024-03-01 10:00'), recall('R-2', '2024-03-02 10:00')];
    const done = (recallRef: string, at: string) => tell('RecallResolved', at, { action: 'checked', recallRef });
    const open = [{ kind: 'recalled' }];
    given(...both, done('R-1', '2024-03-05 10:00')).then({ journey: { alerts: open } });
    given(...both, done('R-9', '2024-03-05 10:00'), done('R-1', '2024-03-06 10:00')).then({
      journey: { alerts: open },
    });
    given(...both, done('R-1', '2024-03-05 10:00'), done('recall:maker:R-2', '2024-03-06 10:00')).then({
      journey: { alerts: [] },
    });
  });

  it('makes a sale odd while it is open', () => {
    const rules = given(phone, received('2024-02-29 10:00'), issued, resold('2024-03-02 10:00')).journey.anomalies;
    expect(rules.map(({ rule }) => rule)).toContain('sold-under-alert');
  });
});
