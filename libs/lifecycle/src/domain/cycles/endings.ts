import type { RecordedEvent } from '#kernel';
import type { CycleOutcome } from '../journey.js';
import type { Axis, Walk } from '../walk/walk.js';
import { depart } from './departures.js';
import { endCycle, openCycle } from './outcome.js';

const end =
  (outcome: CycleOutcome) =>
  (walk: Walk, event: RecordedEvent): void => {
    const cycle = openCycle(walk);
    depart(walk, event, cycle ?? walk.journey.cycles.at(-1));
    endCycle(walk, event, outcome);
  };

/** Cycles that end with the device (catalogue, rule 4). */
export const endings: Axis = {
  DeviceDismantled: end('harvested'),
  DeviceDestroyed: end('recycled'),
  RecyclingCompleted: end('recycled'),
};
