import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dayOf, MICROS_PER_DAY, parseInstant } from './time.js';

const digits = (max: number) => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));
const day = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), digits(13), digits(32))
  .map(([year, month, date]) => `${String(year).padStart(4, '0')}-${month}-${date}`);
const clock = fc.tuple(digits(25), digits(61), digits(61)).map((parts) => parts.join(':'));
const offset = fc.oneof(
  fc.constantFrom('Z', 'z'),
  fc
    .tuple(fc.constantFrom('+', '-'), digits(26), digits(61))
    .map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
);

/** What the platform's calendar says, which takes days that a month does not have for those of the next. */
function byDate(date: string, time: string, zone: string): number | undefined {
  const start = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== date) return undefined;
  const millis = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(millis) ? undefined : millis * 1000;
}

describe('an instant', () => {
  it('is what the platform’s calendar says, to the microsecond', () => {
    fc.assert(
      fc.property(day, clock, offset, fc.integer({ min: 0, max: 999_999 }), (date, time, zone, micros) => {
        const expected = byDate(date, time, zone);
        expect(parseInstant(`${date}T${time}${zone}`)).toBe(expected);
        const fraction = String(micros).padStart(6, '0');
        expect(parseInstant(`${date}T${time}.${fraction}${zone}`)).toBe(
          expected === undefined ? undefined : expected + micros,
        );
      }),
      {
        numRuns: 5_000,
        examples: [
          ['2024-02-29', '23:59:59', '+14:00', 1],
          ['0099-12-31', '24:00:00', 'Z', 0],
        ],
      },
    );
  });

  it.each(['2024-02-29', '2024-02-29T10:00:00', '2024-02-29T10:00Z', ' 2024-02-29T10:00:00Z', '2024-02-29T10:00:00.Z'])(
    'is not %s',
    (text) => expect(parseInstant(text)).toBeUndefined(),
  );
});

describe('the day of an instant', () => {
  it('is that of its UTC date, however often it is asked for', () => {
    const instant = fc.integer({ min: -MICROS_PER_DAY * 400, max: 8e15 });
    fc.assert(
      fc.property(instant, (micros) => {
        const expected = new Date(Math.floor(micros / 1000)).toISOString().slice(0, 10);
        expect([dayOf(micros), dayOf(micros)]).toEqual([expected, expected]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('moves by whole days', () =>
    expect([addDays('2024-02-28', 2), addDays('2024-03-01', -1)]).toEqual(['2024-03-01', '2024-02-29']));
});
