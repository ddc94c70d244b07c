import { type Day, isoOf, MICROS_PER_HOUR, MICROS_PER_MINUTE, type Micros } from '#kernel';

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();
/** Hours of about 45 years: a fleet spans less, so the cache of one zone is never emptied in practice. */
const CACHED_HOURS_MAX = 400_000;

/** Minutes that the zone's clocks are ahead of UTC at an instant. */
function offsetMinutes(zone: string, at: Micros): number {
  const hour = Math.floor(at / MICROS_PER_HOUR);
  const cached = cacheOf(zone);
  const known = cached.get(hour);
  if (known !== undefined) return known;
  const minutes = computeOffset(zone, hour * MICROS_PER_HOUR);
  cached.set(hour, minutes);
  return minutes;
}

function cacheOf(zone: string): Map<number, number> {
  const known = offsets.get(zone);
  if (known !== undefined && known.size < CACHED_HOURS_MAX) return known;
  const fresh = new Map<number, number>();
  offsets.set(zone, fresh);
  return fresh;
}

function computeOffset(zone: string, at: Micros): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(at / 1000).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** `2026-03-04T10:15:00` as the clocks of the zone show it. */
const localClock = (zone: string, at: Micros): string =>
  isoOf(at + offsetMinutes(zone, at) * MICROS_PER_MINUTE).slice(0, 19);

export const localDay = (zone: string, at: Micros): Day => localClock(zone, at).slice(0, 10);
export const localHour = (zone: string, at: Micros): number => Number(localClock(zone, at).slice(11, 13));

/** RFC 3339 with the zone's own offset, whole seconds. */
export function localInstant(zone: string, at: Micros): string {
  const minutes = offsetMinutes(zone, at);
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  const offset = minutes === 0 ? 'Z' : `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${localClock(zone, at)}${offset}`;
}
