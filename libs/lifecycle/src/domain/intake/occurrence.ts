import {
  type Day,
  type Failure,
  isDay,
  type JsonObject,
  MICROS_PER_MINUTE,
  type Micros,
  type Precision,
  parseInstant,
} from '#kernel';
import { startOfDayIn } from './zone.js';

const FUTURE_MINUTES_MAX = 5;

/** When something happened, as understood from what was written (CONTRACTS H3). */
export interface Occurrence {
  precision: Precision;
  instant: Micros;
  /** The date as written. */
  date: Day;
}

const WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;
const POINTER = '/occurredAt';

/** `timeZone`: that of the sender's default site, in which a bare date is meant. */
export function readOccurrence(text: string, timeZone: string, receivedAt: Micros): Occurrence | Failure {
  const occurrence = parse(text, timeZone);
  if (occurrence === undefined) return malformed(text);
  if (occurrence.instant < 0) {
    return { pointer: POINTER, rule: 'out-of-range', detail: 'Years before 1970 are not accepted.' };
  }
  const latest = receivedAt + (occurrence.precision === 'day' ? 0 : FUTURE_MINUTES_MAX * MICROS_PER_MINUTE);
  if (occurrence.instant <= latest) return occurrence;
  return {
    pointer: POINTER,
    rule: 'in-the-future',
    detail: `${text} has not come yet${occurrence.precision === 'day' ? ` in ${timeZone}` : ''}.`,
    hint: `At most ${FUTURE_MINUTES_MAX} minutes ahead are accepted; check the clock and the offset.`,
  };
}

export const isFailure = (found: Occurrence | Failure): found is Failure => 'rule' in found;

function parse(text: string, timeZone: string): Occurrence | undefined {
  if (text.length === 10) {
    return isDay(text) ? { precision: 'day', instant: startOfDayIn(text, timeZone), date: text } : undefined;
  }
  const instant = parseInstant(text);
  return instant === undefined ? undefined : { precision: 'second', instant, date: text.slice(0, 10) };
}

function malformed(text: string): Failure {
  if (WITHOUT_OFFSET.test(text)) {
    return {
      pointer: POINTER,
      rule: 'offset-required',
      detail: `${text} names no offset from UTC.`,
      hint: 'Add one, such as Z or +02:00, or send the date alone.',
    };
  }
  return {
    pointer: POINTER,
    rule: 'wrong-format',
    detail: `${text} is no date or time that exists.`,
    hint: 'RFC 3339 with an offset, such as 2026-03-04T10:15:00+01:00, or a date, such as 2026-03-04.',
  };
}

/** A time in the payload that repeats `occurredAt` must agree with it: to the day where either is a bare date. */
export function disagreeingTimes(
  data: JsonObject,
  fields: readonly (string | undefined)[],
  { instant, date }: Occurrence,
): Failure[] {
  const failures: Failure[] = [];
  for (const field of fields) {
    const given = field === undefined ? undefined : data[field];
    if (field === undefined || typeof given !== 'string' || agrees(given, instant, date)) continue;
    failures.push({
      pointer: `/data/${field}`,
      rule: 'disagrees-with-occurred-at',
      detail: `${field} says ${given}, which is not occurredAt.`,
      hint: 'Leave it out, or send the same time in both.',
    });
  }
  return failures;
}

const agrees = (given: string, instant: Micros, date: Day): boolean =>
  given.length === 10 ? given === date : parseInstant(given) === instant;
