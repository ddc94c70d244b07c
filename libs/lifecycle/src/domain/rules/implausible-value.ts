import { milligrams, type RecordedEvent } from '#kernel';
import { categoryDefaults } from '../axes/category-defaults.js';
import { isAccepted, raise } from '../findings/raise.js';
import { numberOf, objectOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

/** Below this a percentage was most likely sent as a fraction. */
const LEAST_HEALTH_PERCENT = 2;

/**
 * CONTRACTS R1: a value that its category does not allow is kept and left out of sums until a person confirms it.
 * Nothing is corrected: 180 may be grams, and may be wrong otherwise.
 */
export function implausibleValue(walk: Walk, event: RecordedEvent): void {
  const category = categoryOf(walk, event);
  const band = categoryDefaults(category).massBand;
  for (const massKg of [numberOf(event.data, 'massKg'), numberOf(event.data, 'inputMassKg')]) {
    if (massKg === undefined || band === undefined || isOfAPart(event)) continue;
    const massMg = milligrams(massKg);
    const least = isStripped(walk) ? 0 : band[0];
    if (massMg >= least && massMg <= band[1]) continue;
    report(walk, event, `${massKg} kg is unusual for a ${category} (${band[0] / 1e6} to ${band[1] / 1e6} kg)`, 'mass');
  }
  const reading = numberOf(objectOf(event.data, 'battery') ?? {}, 'healthPercent');
  const health = reading ?? numberOf(event.data, 'batteryHealthPercent');
  if (health !== undefined && health < LEAST_HEALTH_PERCENT) {
    report(walk, event, `A battery health of ${health} percent is unusual; it may be a fraction`, 'battery');
  }
}

/** A device that parts were taken out of may weigh less than any whole one. */
const isStripped = ({ journey }: Walk): boolean => journey.parts.some(({ change }) => change === 'removed');

const isOfAPart = ({ type }: RecordedEvent): boolean =>
  type === 'PartRemoved' || type === 'PartInstalled' || type === 'AccessoryAdded' || type === 'PackagingUsed';

function categoryOf(walk: Walk, event: RecordedEvent): string {
  const own = event.data.category;
  const known = walk.journey.description.category;
  return known === 'unknown' && typeof own === 'string' ? own : known;
}

function report(walk: Walk, event: RecordedEvent, what: string, about: string): void {
  const anomaly = raise(walk, event, {
    rule: 'implausible-value',
    severity: 'warning',
    explanation: `${what}. Correct it, or have it confirmed; until then it is in no sum.`,
    about,
  });
  if (!isAccepted(anomaly)) walk.memory.implausible.add(event.id);
}
