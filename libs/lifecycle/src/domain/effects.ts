import { description } from './axes/description.js';
import { disposition } from './axes/disposition.js';
import { identifiers } from './axes/identifiers.js';
import { custody } from './custody/custody.js';
import type { Axis, Effect } from './walk/walk.js';

/** In this order: later pages read what earlier ones made of the same event; disposition comes last. */
const AXES: readonly Axis[] = [identifiers, description, custody, disposition];

const NONE: readonly Effect[] = [];
const BY_TYPE = new Map<string, Effect[]>();
for (const axis of AXES) {
  for (const [type, effect] of Object.entries(axis)) BY_TYPE.set(type, [...(BY_TYPE.get(type) ?? []), effect]);
}

export const effectsOf = (type: string): readonly Effect[] => BY_TYPE.get(type) ?? NONE;
