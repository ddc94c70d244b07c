import type { Activity } from './activity.js';
import { ACTIVITY_KINDS, type ActivityKind } from './intensity.js';

/** A dozen kinds of parts and a few accessories fit; it is part of keys. */
const LONGEST = 600;
const TOO_LONG = 'too-many';

/**
 * What was done, without how much: `energy part:battery transport:road?`, where `?` marks what nobody gave an amount of.
 * Lives of one inventory are known to a factor set together, or unknown together, so that sums over them can be judged.
 */
export function inventoryOf(activities: readonly Activity[]): string {
  const listed = new Map<string, boolean>();
  for (const { kind, of, amount } of activities) {
    const name = of === undefined ? kind : `${kind}:${of}`;
    listed.set(name, (listed.get(name) ?? true) && amount !== undefined);
  }
  const text = [...listed]
    .map(([name, isMeasured]) => (isMeasured ? name : `${name}?`))
    .sort()
    .join(' ');
  return text.length > LONGEST ? TOO_LONG : text;
}

export interface ListedActivity {
  kind: ActivityKind;
  of?: string;
  isMeasured: boolean;
}

/** What an inventory lists; undefined: more than it can. */
export function activitiesIn(inventory: string): ListedActivity[] | undefined {
  if (inventory === TOO_LONG) return undefined;
  return inventory.split(' ').flatMap((entry) => {
    const [name = '', of] = entry.replace(/\?$/, '').split(':');
    const kind = ACTIVITY_KINDS.find((known) => known === name);
    if (kind === undefined) return [];
    return [{ kind, ...(of === undefined ? {} : { of }), isMeasured: !entry.endsWith('?') }];
  });
}
