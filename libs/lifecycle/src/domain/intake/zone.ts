import { type Day, MICROS_PER_MINUTE, type Micros, startOfDay } from '#kernel';

/** Starts of days remembered; beyond it all are forgotten. */
const STARTS_MAX = 20_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const starts = new Map<string, Micros>();

/** The instant at which a day begins in an IANA zone, as of the zone's rules for that day. */
export function startOfDayIn(day: Day, timeZone: string): Micros {
  if (timeZone === 'UTC') return startOfDay(day);
  const key = `${timeZone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const midnight = startOfDay(day);
  const guess = midnight - offsetAt(midnight, timeZone);
  const start = midnight - offsetAt(guess, timeZone);
  if (starts.size >= STARTS_MAX) starts.clear();
  starts.set(key, start);
  return start;
}

/** Microseconds that the zone is ahead of UTC at an instant. */
function offsetAt(instant: Micros, timeZone: string): Micros {
  const parts = formatOf(timeZone).formatToParts(instant / 1000);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
  return local * 1000 - Math.floor(instant / MICROS_PER_MINUTE) * MICROS_PER_MINUTE;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
