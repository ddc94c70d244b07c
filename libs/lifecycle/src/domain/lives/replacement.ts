import { partyOf, type RecordedEvent } from '#kernel';
import { moveTo } from '../axes/disposition.js';
import { openCycle } from '../cycles/outcome.js';
import type { Party } from '../journey.js';
import { canonicalOrder } from '../set/order.js';
import { textOf } from '../set/payload.js';
import { countryOf, type Walk } from '../walk/walk.js';
import { INFERRED_DELIVERY, isOpen, openLife } from './opening.js';
import { carryOrigin, endForSale } from './sales.js';

/** Told of another device, whose place this one took. */
export function isAboutAnother({ history: { attribution } }: Walk, event: RecordedEvent): boolean {
  const device = attribution.deviceOf(event);
  return device !== undefined && !attribution.members.includes(device);
}

/** The device that a user got instead of a broken one: owner and life of the same user (catalogue, rule 3). */
export function takePlace(walk: Walk, event: RecordedEvent): void {
  const { journey, history, life } = walk;
  const replaced = history.attribution.deviceOf(event) ?? '';
  const user = userOfReplaced(walk, event, replaced);
  walk.ownerBefore = journey.ownership;
  journey.ownership = { state: 'owner', party: user, since: event.metadata.instant };
  if (life !== undefined && isOpen(life) && ['in_use', 'sold_in_transit'].includes(journey.disposition)) {
    life.replacementFor = replaced;
    return;
  }
  const cycle = openCycle(walk);
  const origin = endForSale(walk, event, cycle);
  walk.user = user;
  delete walk.sale;
  const opened = openLife(walk, event, {
    kind: 'replacement',
    at: event.metadata.instant + INFERRED_DELIVERY,
    openingInferred: true,
    seller: partyOf(event),
    country: countryOf(event),
    replacementFor: replaced,
  });
  if (cycle !== undefined) carryOrigin(opened, origin);
  moveTo(walk, event, 'sold_in_transit');
}

const TO_USERS = new Set(['DeviceSoldNew', 'DeviceResold', 'DeviceDonated', 'DeviceRented']);

/** Whoever got the replaced device last before that. */
function userOfReplaced({ history }: Walk, event: RecordedEvent, replaced: string): Party {
  const { foreign, attribution, voids } = history;
  const handovers = foreign.filter(
    (other) =>
      TO_USERS.has(other.type) &&
      attribution.deviceOf(other) === replaced &&
      other.metadata.instant <= event.metadata.instant &&
      voids.voidedBy(other.id) === undefined,
  );
  const last = canonicalOrder(handovers).at(-1);
  if (last === undefined) return 'unknown';
  return textOf(last.data, 'buyerRef') ?? textOf(last.data, 'ownerRef') ?? textOf(last.data, 'toRef') ?? 'unknown';
}
