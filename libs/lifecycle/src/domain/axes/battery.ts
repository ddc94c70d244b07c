import type { RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import { numberOf, objectOf, textOf } from '../set/payload.js';
import type { Axis, Walk } from '../walk/walk.js';

/** Points by which a reading may rise by recalibration alone. */
const RISE_TOLERANCE = 3;

function measured(walk: Walk, event: RecordedEvent, healthPercent?: number, cycles?: number): void {
  if (walk.memory.implausible.has(event.id) || (healthPercent === undefined && cycles === undefined)) return;
  const before = walk.journey.battery;
  const risen = (healthPercent ?? 0) - (before?.healthPercent ?? Number.POSITIVE_INFINITY);
  if (risen > RISE_TOLERANCE && before !== undefined && !walk.memory.batteryReplaced) {
    raise(walk, event, {
      rule: 'battery-health-rise',
      severity: 'warning',
      explanation: `Battery health rose from ${before.healthPercent} to ${healthPercent} percent, and no battery was fitted in between. Report the part, or correct the reading.`,
      with: [before.eventId],
    });
  }
  walk.memory.batteryReplaced = false;
  walk.journey.battery = {
    ...(healthPercent !== undefined && { healthPercent }),
    ...(cycles !== undefined && { cycles }),
    at: event.metadata.instant,
    eventId: event.id,
  };
}

/** Battery health as read last; a new battery resets it. */
export const battery: Axis = {
  DiagnosticsReported: (walk, event) => {
    const reading = objectOf(event.data, 'battery');
    if (reading !== undefined) {
      measured(walk, event, numberOf(reading, 'healthPercent'), numberOf(reading, 'cycles'));
    }
  },
  GradeAssigned: (walk, event) => measured(walk, event, numberOf(event.data, 'batteryHealthPercent')),
  PartInstalled: (walk, event) => {
    if (textOf(event.data, 'slot') !== 'battery') return;
    walk.memory.batteryReplaced = true;
    delete walk.journey.battery;
  },
};
