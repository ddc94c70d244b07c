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

export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const millis = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().slice(0, 10) === text;
}

export const instantOf = (millis: number): Micros => millis * 1000;
export const isoOf = (instant: Micros): string => new Date(Math.floor(instant / 1000)).toISOString();
export const dayOf = (instant: Micros): Day => isoOf(instant).slice(0, 10);
export const monthOf = (instant: Micros): Month => isoOf(instant).slice(0, 7);
export const startOfDay = (day: Day): Micros => Date.parse(`${day}T00:00:00Z`) * 1000;
export const addDays = (day: Day, days: number): Day => dayOf(startOfDay(day) + days * MICROS_PER_DAY);
