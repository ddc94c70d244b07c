import type { WallClock } from './date-format.js';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', hour: 'numeric' });
    formats.set(zone, format);
  }
  return format;
}

/** Minutes that the zone is ahead of UTC at this moment. */
function offsetAt(zone: string, millis: number): number {
  const name = formatOf(zone)
    .formatToParts(millis)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const parts = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '');
  if (parts === null) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return parts[1] === '-' ? -minutes : minutes;
}

/**
 * RFC 3339 text of a wall clock in a zone. Of the two moments that an hour turned back names, the first; an hour that
 * was skipped reads as the clock before the change would have shown it.
 */
export function inZone({ day, clock }: WallClock, zone: string): string {
  if (clock === undefined) return day;
  const asUtc = Date.parse(`${day}T${clock}Z`);
  const first = offsetAt(zone, asUtc - 24 * 3_600_000);
  const moment = asUtc - first * 60_000;
  const offset = offsetAt(zone, moment) === first ? first : offsetAt(zone, asUtc - offsetAt(zone, asUtc) * 60_000);
  return `${day}T${clock}${offsetText(offset)}`;
}

function offsetText(minutes: number): string {
  const absolute = Math.abs(minutes);
  const text = `${String(Math.floor(absolute / 60)).padStart(2, '0')}:${String(absolute % 60).padStart(2, '0')}`;
  return `${minutes < 0 ? '-' : '+'}${text}`;
}
