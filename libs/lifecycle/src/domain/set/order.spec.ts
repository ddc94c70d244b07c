import { describe, expect, it } from '@jest/globals';
import {
  completed,
  diagnosed,
  erased,
  given,
  graded,
  received,
  registered,
  resold,
  started,
} from '../../testing/journeys.js';
import { canonicalOrder } from './order.js';

const types = (events: Parameters<typeof canonicalOrder>[0]) => canonicalOrder(events).map(({ type }) => type);

describe('the canonical order', () => {
  it('goes by the instant', () =>
    expect(types([graded('2024-03-02 10:00'), received('2024-03-01 10:00')])).toEqual([
      'DeviceReceived',
      'GradeAssigned',
    ]));

  it('goes by the phase at one instant', () =>
    expect(types([graded('2024-03-01 10:00'), diagnosed('2024-03-01 10:00'), received('2024-03-01 10:00')])).toEqual([
      'DeviceReceived',
      'DiagnosticsReported',
      'GradeAssigned',
    ]));

  it('goes by the phase on a date of which only the day is known', () =>
    expect(types([graded('2024-03-01'), received('2024-03-01 18:00'), erased('2024-03-01 08:00')])).toEqual([
      'DeviceReceived',
      'ErasureCompleted',
      'GradeAssigned',
    ]));

  it('goes by the sequence of the source where one partner numbers the whole day', () => {
    const day = [
      graded('2024-03-01', {}, { sequence: 1 }),
      started('2024-03-01', {}, { sequence: 2 }),
      received('2024-03-01 09:00', {}, { sequence: 3 }),
    ];
    expect(types(day)).toEqual(['GradeAssigned', 'RefurbishmentStarted', 'DeviceReceived']);
    expect(types([...day, completed('2024-03-01', {}, { by: 'other', sequence: 4 })])[0]).toBe('DeviceReceived');
  });

  it('puts the stated date before the instant once a day is known by its date only', () => {
    const evening = resold('2024-03-01 23:30');
    const nextDay = { ...evening, metadata: { ...evening.metadata, date: '2024-03-02' } };
    expect(types([nextDay, graded('2024-03-01')])).toEqual(['GradeAssigned', 'DeviceResold']);
  });

  it('reads nothing of the registration that the platform made beside a first report', () => {
    const byPlatform = registered('2024-03-09', {}, { metadata: { channel: 'platform' } });
    expect(types([received('2024-03-01 10:00'), byPlatform])).toEqual(['DeviceRegistered', 'DeviceReceived']);
    given(received('2024-03-01 10:00'), byPlatform).then({
      anomalies: [],
      journey: {
        disposition: 'received',
        firstCounted: { partner: 'refurb' },
        description: { category: 'smartphone' },
      },
    });
  });
});

describe('order inside a day known by its date only', () => {
  it('raises no unexpected transition where any order of that day would have been expected', () =>
    given(
      received('2024-03-01'),
      resold('2024-03-01', { grade: { scheme: 'x', schemeVersion: '1', code: 'A' } }),
      completed('2024-03-01'),
    ).then({
      anomalies: ['sold-with-data'],
      journey: { disposition: 'sold_in_transit' },
    }));

  it('still finds odd what no order of that day explains', () =>
    given(received('2024-03-01 10:00'), started('2024-03-02 10:00'), resold('2024-03-04')).then({
      anomalies: ['sold-with-data', 'unexpected-transition'],
    }));
});
