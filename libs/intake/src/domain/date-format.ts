import { isDay } from '#kernel';

export interface WallClock {
  day: string;
  /** `HH:mm:ss` with optional fraction; absent for a date alone. */
  clock?: string;
}

const TOKENS: Record<string, string> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  SSS: '(?<fraction>\\d{1,6})',
  ss: '(?<second>\\d{2})',
};
const TOKEN = /yyyy|MM|dd|HH|mm|SSS|ss/g;

const NEEDED = ['yyyy', 'MM', 'dd'];

/** What is wrong with a format; `undefined`: nothing. `iso` needs none. */
export function complaintOfDateFormat(format: string): string | undefined {
  if (format === 'iso') return undefined;
  const tokens: string[] = format.match(TOKEN) ?? [];
  const repeated = tokens.find((token, index) => tokens.indexOf(token) !== index);
  if (repeated !== undefined) return `a date has ${repeated} once: MM is the month, mm the minute`;
  const missing = NEEDED.find((token) => !tokens.includes(token));
  return missing === undefined ? undefined : `a date needs yyyy, MM and dd, and there is no ${missing}`;
}

/** Reader for dates written as `format` says; `undefined` for a cell that is not, or that is no real date or time. */
export function dateReader(format: string): (cell: string) => WallClock | undefined {
  let pattern = '';
  let end = 0;
  for (const match of format.matchAll(TOKEN)) {
    pattern += literally(format.slice(end, match.index)) + TOKENS[match[0]];
    end = match.index + match[0].length;
  }
  const expression = new RegExp(`^${pattern}${literally(format.slice(end))}$`);
  return (cell) => {
    const parts = expression.exec(cell)?.groups;
    return parts === undefined ? undefined : wallClock(parts);
  };
}

function wallClock(parts: Record<string, string>): WallClock | undefined {
  const { year, month = '1', day = '1', hour, minute = '00', second = '00', fraction } = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(date)) return undefined;
  if (hour === undefined) return { day: date };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const clock = `${hour.padStart(2, '0')}:${minute}:${second}`;
  return { day: date, clock: fraction === undefined ? clock : `${clock}.${fraction}` };
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
