/** UTC microseconds since 1970: a safe integer until the year 2255. */
export type Micros = number;
/** `YYYY-MM-DD` */
export type Day = string;
/** `YYYY-MM` */
export type Month = string;

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
  const [, day = '', clock = '', fraction = '', offset = 'Z'] = parts;
  if (!isDay(day)) return undefined;
  const millis = Date.parse(`${day}T${clock}${offset.toUpperCase()}`);
  if (Number.isNaN(millis)) return undefined;
  return millis * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

/** Days of the month; of February in a leap year. */
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether it is a real calendar day `YYYY-MM-DD`. Asked of every report: without building a date. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  const days = DAYS_IN_MONTH[month - 1];
  if (days === undefined || day < 1 || day > days) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

export const instantOf = (millis: number): Micros => millis * 1000;
export const isoOf = (instant: Micros): string => new Date(Math.floor(instant / 1000)).toISOString();
export const dayOf = (instant: Micros): Day => isoOf(instant).slice(0, 10);
export const monthOf = (instant: Micros): Month => isoOf(instant).slice(0, 7);
export const startOfDay = (day: Day): Micros => Date.parse(`${day}T00:00:00Z`) * 1000;
export const addDays = (day: Day, days: number): Day => dayOf(startOfDay(day) + days * MICROS_PER_DAY);
