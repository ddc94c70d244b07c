import { appendConformance } from './append.conformance.js';
import { chainConformance } from './chain.conformance.js';
import { modelConformance } from './model.conformance.js';
import type { OpenLog } from './open-log.js';
import { positionsConformance } from './positions.conformance.js';
import { readConformance } from './read.conformance.js';
import { repeatConformance } from './repeat.conformance.js';
import { reservationsConformance } from './reservations.conformance.js';
import { subscribeConformance } from './subscribe.conformance.js';

export { anAppend, anEvent, aStream, timeOrderedId } from './builders.js';
export { type MovableLog, movingConformance } from './moving.conformance.js';
export type { OpenLog } from './open-log.js';

/** The whole suite of the port. Every adapter runs all of it: there is nothing to leave out. */
export function eventStoreConformance(adapter: string, open: OpenLog): void {
  appendConformance(adapter, open);
  repeatConformance(adapter, open);
  reservationsConformance(adapter, open);
  readConformance(adapter, open);
  positionsConformance(adapter, open);
  chainConformance(adapter, open);
  subscribeConformance(adapter, open);
  modelConformance(adapter, open);
}
