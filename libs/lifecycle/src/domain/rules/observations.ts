import type { Observation } from './outcome.js';

/** Observations by event type, run before the event's effects. */
const BY_TYPE = new Map<string, Observation[]>();

const NONE: readonly Observation[] = [];

export const observe: Observation = (walk, event) => {
  for (const observation of BY_TYPE.get(event.type) ?? NONE) observation(walk, event);
};
