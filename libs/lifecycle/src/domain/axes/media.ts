import type { DataState, Medium } from '../journey.js';
import type { Walk } from '../walk/walk.js';
import { categoryDefaults } from './category-defaults.js';

/** The medium that an erasure means when it names none. */
export const INTERNAL = 'internal';

export const isPresent = ({ state }: Medium): boolean => state !== 'removed';

export function mediumNamed(walk: Walk, mediumId: string): Medium {
  const { media } = walk.journey;
  const known = media.find((medium) => medium.mediumId === mediumId);
  if (known !== undefined) return known;
  const present = media.filter(isPresent);
  if (mediumId === INTERNAL && present.length === 1 && present[0] !== undefined) return present[0];
  const medium: Medium = { mediumId, state: 'unknown', verified: false };
  media.push(medium);
  return medium;
}

/**
 * The media in the device are known if a list was reported, an erasure covered all of them, or the category's default
 * is exactly one fixed medium, or none.
 */
export function inventoryIsKnown(walk: Walk): boolean {
  return walk.inventoryKnown || fixedMedia(walk.journey.description.category) !== undefined;
}

/** Number of fixed media where the category leaves no doubt. */
export const fixedMedia = (category: string): number | undefined => categoryDefaults(category).fixedMedia;

/** Use writes data on every medium that is in the device. */
export function dataBearing(walk: Walk): void {
  const { media } = walk.journey;
  if (media.length === 0 && fixedMedia(walk.journey.description.category) !== 0) mediumNamed(walk, INTERNAL);
  for (const medium of media) if (isPresent(medium)) forget(medium, 'bearing');
  refreshData(walk);
}

/** An erasure of an earlier cycle says nothing of this one. */
export function newCycleOfMedia(walk: Walk): void {
  for (const medium of walk.journey.media) if (medium.state === 'erased') forget(medium, 'unknown');
  refreshData(walk);
}

function forget(medium: Medium, state: Medium['state']): void {
  medium.state = state;
  medium.verified = false;
  delete medium.level;
  delete medium.erasedAt;
  delete medium.certificate;
}

/** The device's data state is the least of its media's. */
export function refreshData(walk: Walk): void {
  walk.journey.data = leastOf(walk);
}

function leastOf(walk: Walk): DataState {
  const { media, description } = walk.journey;
  if (media.length === 0 && fixedMedia(description.category) === 0) return 'erased';
  const inventoryKnown = inventoryIsKnown(walk);
  const present = media.filter(isPresent);
  const has = (state: Medium['state']) => present.some((medium) => medium.state === state);
  if (has('erase_failed')) return 'erase_failed';
  const done = has('erased') || has('destroyed');
  if (has('bearing')) return 'bearing';
  if (has('unknown') || media.length === 0) return done && !inventoryKnown ? 'partly_erased' : 'unknown';
  if (!inventoryKnown) return 'partly_erased';
  return present.length > 0 && !has('erased') ? 'destroyed' : 'erased';
}

/** Whether data of a user may be on it; a device that never was in use has none. */
export const mayBearData = ({ journey }: Walk): boolean => {
  const unused = journey.lives.length === 0 && journey.cycles.length === 0;
  return journey.data !== 'erased' && journey.data !== 'destroyed' && !(unused && journey.data === 'unknown');
};
