import type { Walk } from './walk/walk.js';

/** What can only be said once every event has been walked. */
export function finish(walk: Walk): void {
  const { relations } = walk.journey;
  for (const list of [relations.made, relations.held, relations.owned, relations.reported]) list.sort();
}
