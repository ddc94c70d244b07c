import { describe, expect, it } from '@jest/globals';
import { parseInstant } from '#kernel';
import { disagreeingTimes, readOccurrence } from './occurrence.js';
import { startOfDayIn } from './zone.js';

const at = (text: string) => parseInstant(text) ?? Number.NaN;
const NOW = at('2026-06-01T12:00:00Z');
const rule = (text: string, zone = 'UTC') => {
  const found = readOccurrence(text, zone, NOW);
  return 'rule' in found ? found.rule : found;
};

describe('when something happened', () => {
  it('is an instant, whatever offset it is written with, and keeps its date as written', () => {
    expect(rule('2026-03-04T00:30:00+02:00')).toEqual({
      precision: 'second',
      instant: at('2026-03-03T22:30:00Z'),
      date: '2026-03-04',
    });
  });

  it('is a day in the zone of the sender, also where the clocks change', () => {
    expect(rule('2026-01-15', 'Europe/Berlin')).toMatchObject({
      precision: 'day',
      instant: at('2026-01-14T23:00:00Z'),
    });
    expect(startOfDayIn('2026-03-29', 'Europe/Berlin')).toBe(at('2026-03-28T23:00:00Z'));
    expect(startOfDayIn('2026-03-30', 'Europe/Berlin')).toBe(at('2026-03-29T22:00:00Z'));
    expect(startOfDayIn('2026-07-01', 'America/Los_Angeles')).toBe(at('2026-07-01T07:00:00Z'));
    expect(startOfDayIn('2026-07-01', 'Asia/Kolkata')).toBe(at('2026-06-30T18:30:00Z'));
  });

  it('needs an offset, and has to exist', () => {
    expect(rule('2026-03-04T10:15:00')).toBe('offset-required');
    expect(rule('2026-02-30')).toBe('wrong-format');
    expect(rule('yesterday')).toBe('wrong-format');
    expect(rule('1969-12-31')).toBe('out-of-range');
  });

  it('is at most five minutes ahead; a day is today there', () => {
    expect(rule('2026-06-01T12:05:00Z')).toMatchObject({ precision: 'second' });
    expect(rule('2026-06-01T12:05:01Z')).toBe('in-the-future');
    expect(rule('2026-06-01')).toMatchObject({ precision: 'day' });
    expect(rule('2026-06-02')).toBe('in-the-future');
    expect(rule('2026-06-02', 'Pacific/Kiritimati')).toMatchObject({ precision: 'day' });
  });
});

describe('a time in the payload that repeats it', () => {
  const occurrence = { precision: 'second' as const, instant: at('2026-03-04T09:00:00Z'), date: '2026-03-04' };

  it('agrees as an instant or as its day', () => {
    const data = { soldAt: '2026-03-04T10:00:00+01:00', at: '2026-03-04' };
    expect(disagreeingTimes(data, ['at', 'soldAt', undefined], occurrence)).toEqual([]);
  });

  it('is pointed at where it does not', () => {
    const found = disagreeingTimes({ soldAt: '2026-03-05T10:00:00Z' }, ['at', 'soldAt'], occurrence);
    expect(found).toMatchObject([{ pointer: '/data/soldAt', rule: 'disagrees-with-occurred-at' }]);
  });
});
