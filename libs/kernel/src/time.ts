import { BoundedMap } from './bounded-map.js';

/** UTC microseconds since 1970: a safe integer until the year 2255. */
export type Micros = number;
/** `YYYY-MM-DD` */
export type Day = string;
/** `YYYY-MM` */
export type Month = string;

export const MICROS_PER_MILLISECOND = 1000;
export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
export const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
export const MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** RFC 3339 with an offset, as UTC microseconds; `undefined` if it is not that, or not a real date. */
export function parseInstant(text: string): Micros | undefined {
  const parts = RFC3339.exec(text);
  if (parts === null) return undefined;
  const [, day = '', clock = '', fraction, offset = 'Z'] = parts;
  if (!isDay(day)) return undefined;
  const millis = usualMillis(text, offset) ?? Date.parse(`${day}T${clock}${offset.toUpperCase()}`);
  if (Number.isNaN(millis)) return undefined;
  return millis * 1000 + (fraction === undefined ? 0 : Number(fraction.padEnd(6, '0').slice(0, 6)));
}

/**
 * Milliseconds of the whole second, of which folds ask so often that building a text to have it parsed again shows.
 * Left to the platform's calendar: years of fewer than three digits, and hours, minutes and seconds beyond a day.
 */
function usualMillis(text: string, offset: string): number | undefined {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  if (year < 100 || hour > 23 || minute > 59 || second > 59) return undefined;
  const local = Date.UTC(year, twoDigits(text, 5) - 1, twoDigits(text, 8), hour, minute, second);
  if (offset.length === 1) return local;
  const [aheadHours, aheadMinutes] = [twoDigits(offset, 1), twoDigits(offset, 4)];
  if (aheadHours > 23 || aheadMinutes > 59) return undefined;
  const ahead = (aheadHours * 60 + aheadMinutes) * 60_000;
  return offset.startsWith('-') ? local + ahead : local - ahead;
}

const ZERO = 0x30;
const twoDigits = (text: string, at: number): number =>
  (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;

/** Days of the month; of February in a leap year. */
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether it is a real calendar day `YYYY-MM-DD`. Asked of every report: without building a date. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const [year, month, day] = [twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8)];
  const days = DAYS_IN_MONTH[month - 1];
  if (days === undefined || day < 1 || day > days) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

export const instantOf = (millis: number): Micros => millis * 1000;
export const isoOf = (instant: Micros): string => new Date(Math.floor(instant / 1000)).toISOString();
export const monthOf = (instant: Micros): Month => isoOf(instant).slice(0, 7);
export const startOfDay = (day: Day): Micros => Date.parse(`${day}T00:00:00Z`) * 1000;
export const addDays = (day: Day, days: number): Day => dayOf(startOfDay(day) + days * MICROS_PER_DAY);

/** Days whose names are remembered: folds ask for the same few again and again. */
const NAMED_DAYS_MAX = 4_096;
const namedDays = new BoundedMap<number, Day>(NAMED_DAYS_MAX);

export function dayOf(instant: Micros): Day {
  const number = Math.floor(instant / MICROS_PER_DAY);
  const named = namedDays.get(number);
  if (named !== undefined) return named;
  const day = isoOf(instant).slice(0, 10);
  namedDays.set(number, day);
  return day;
}
