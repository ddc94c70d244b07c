import { MICROS_PER_DAY, MICROS_PER_SECOND, type Micros, monthOf, parseInstant, type RecordedEvent } from '#kernel';
import type { Journey } from '../../domain/journey.js';
import { homeDevice } from '../../domain/set/attribution.js';
import { isAboutEvents, isPlatformRegistration } from '../../domain/set/order.js';
import { countedEvents } from '../counted-events.js';
import type { Words } from '../finding.js';
import { type Use, useEvent } from '../use.js';

/** Clocks of decent senders agree to this. Beyond five minutes ahead a report is refused (CONTRACTS R1). */
const CLOCK_TOLERANCE = 5 * MICROS_PER_SECOND;
/** A report that comes later than this is a late one. */
const LATE_AFTER = 14 * MICROS_PER_DAY;
/** What somebody gains by may also be dated back by days, over the end of a month that a contract or metric counts by. */
const BACK_DATED_AFTER = MICROS_PER_DAY;

/** What a device qualifies by: for a price, a contract, or having been sold empty. */
const QUALIFYING = new Set([
  'GradeAssigned',
  'GradeOverridden',
  'DiagnosticsReported',
  'ErasureCompleted',
  'RefurbishmentCompleted',
]);

/** A use that is a finding by itself, in these words. */
export type OddReport = Use & Words;

/**
 * Reports whose time of occurrence and of recording do not go together (failure cases 8, 9 and 21). No fold may read
 * when something was recorded (CONTRACTS R2, R4), so that this is told beside the journey and changes nothing in it.
 * What happened before Circulog knew the device is history that somebody brought along, not late.
 */
export function oddReportTimes(journey: Journey): OddReport[] {
  const events = countedEvents(journey).filter(isOfDevice);
  const knownSince = Math.min(...events.map(recordedAt));
  return events.flatMap((event) => {
    const words = aheadOfClock(event) ?? late(event, knownSince, journey);
    return words === undefined ? [] : [oddReport(event, journey, words)];
  });
}

const isOfDevice = (event: RecordedEvent): boolean =>
  homeDevice(event.stream) !== undefined && !isPlatformRegistration(event) && !isAboutEvents(event);

const recordedAt = (event: Pick<RecordedEvent, 'recordedAt'>): Micros => parseInstant(event.recordedAt) ?? 0;

const oddReport = (event: RecordedEvent, { deviceId }: Journey, words: Words): OddReport => ({
  kind: 'report',
  key: `report:${event.id}`,
  holder: deviceId,
  deviceId,
  at: event.metadata.instant,
  events: [useEvent(event)],
  detail: event.type,
  ...words,
});

function aheadOfClock(event: RecordedEvent): Words | undefined {
  const ahead = event.metadata.instant - recordedAt(event);
  if (event.occurredAtPrecision === 'day' || ahead <= CLOCK_TOLERANCE) return undefined;
  return {
    rule: 'reported-ahead',
    severity: 'information',
    explanation: `${event.type} is said to have happened ${Math.round(ahead / MICROS_PER_SECOND)} seconds after it was recorded. Set the sender's clock, or correct the time.`,
  };
}

function late(event: RecordedEvent, knownSince: Micros, journey: Journey): Words | undefined {
  const { instant, date } = event.metadata;
  const happened = event.occurredAtPrecision === 'day' ? instant + MICROS_PER_DAY : instant;
  const told = firstTold(event, journey);
  const lateness = told - happened;
  if (lateness <= BACK_DATED_AFTER || happened < knownSince) return undefined;
  const days = Math.floor(lateness / MICROS_PER_DAY);
  const qualifies = QUALIFYING.has(event.type);
  if (qualifies && (lateness > LATE_AFTER || date.slice(0, 7) < monthOf(told))) {
    return {
      rule: 'back-dated',
      severity: 'warning',
      explanation: `${event.type} was recorded ${days} days after it is said to have happened on ${date}, though the device was known by then. Ask its sender for what was written at the time before a price or a contract rests on it.`,
    };
  }
  if (lateness <= LATE_AFTER) return undefined;
  return {
    rule: 'reported-late',
    severity: 'information',
    explanation: `${event.type} of ${date} was recorded ${days} days later. What was known and decided in between lacked it.`,
  };
}

/** A correction is as old as what it corrects, unless it moves that back in time. */
function firstTold(event: RecordedEvent, { entries }: Journey): Micros {
  if (event.corrects === undefined) return recordedAt(event);
  const corrected = entries.find((entry) => entry.event.id === event.corrects)?.event;
  if (corrected === undefined || corrected.metadata.instant > event.metadata.instant) return recordedAt(event);
  return firstTold(corrected, { entries } as Journey);
}
