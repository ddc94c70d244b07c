import { MICROS_PER_HOUR, type RecordedEvent } from '#kernel';
import { bindsSender } from '../custody/possession.js';
import { raise } from '../findings/raise.js';
import { homeDevice } from '../set/attribution.js';
import { momentOf, textOf } from '../set/payload.js';
import { senderOf, type Walk } from '../walk/walk.js';

/** A device does not cross a border and change hands faster than this. */
const LEAST_CROSSING = 2 * MICROS_PER_HOUR;

/** What a device is may be told, and its model spoken of, before it is made. */
const BOUNDS_NO_TIME = new Set(['DeviceRegistered', 'DeviceDescribed', 'RecallIssued']);

/** Failure case 8: something happened to the device before it was made. */
export function beforeManufacture(walk: Walk, event: RecordedEvent): void {
  if (BOUNDS_NO_TIME.has(event.type) || homeDevice(event.stream) === undefined) return;
  const made = event.type === 'DeviceManufactured' ? textOf(event.data, 'manufacturedOn') : walk.history.madeOn;
  if (made === undefined || event.metadata.date >= made) return;
  raise(walk, event, {
    rule: 'before-manufacture',
    severity: 'warning',
    explanation: `It is said to have happened before the device was made on ${made}. Correct the time, or the day of manufacture.`,
  });
}

/** Failure case 8: an interval ends before it begins. */
export function endBeforeStart(walk: Walk, event: RecordedEvent): void {
  const [from, to] = [textOf(event.data, 'validFrom'), textOf(event.data, 'validTo')];
  const [start, end] = [momentOf(from), momentOf(to)];
  if (start === undefined || end === undefined || end >= start) return;
  raise(walk, event, {
    rule: 'end-before-start',
    severity: 'warning',
    explanation: `It is said to end on ${to} and to begin on ${from}. Correct one of the two.`,
  });
}

/** Failure case 2: in two countries within hours; one of the two may be a clone. */
export function impossibleTravel(walk: Walk, event: RecordedEvent): void {
  const country = event.location?.inferred === true ? undefined : event.location?.country;
  if (country === undefined || event.occurredAtPrecision !== 'second' || !bindsSender(walk, event)) return;
  const { lastPlace } = walk.memory;
  const { instant } = event.metadata;
  const party = senderOf(event);
  walk.memory.lastPlace = { country, at: instant, eventId: event.id, party };
  if (lastPlace === undefined || lastPlace.country === country || lastPlace.party === party) return;
  if (instant - lastPlace.at >= LEAST_CROSSING) return;
  raise(walk, event, {
    rule: 'impossible-travel',
    severity: 'high',
    explanation: `The device was in ${lastPlace.country} and in ${country} within two hours. Two devices may bear one identifier; compare them.`,
    with: [lastPlace.eventId],
  });
}
