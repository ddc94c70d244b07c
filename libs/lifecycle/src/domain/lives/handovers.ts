import { partyOf, type RecordedEvent } from '#kernel';
import { moveTo } from '../axes/disposition.js';
import { deliveredToUser } from '../custody/carrier.js';
import { endCycle, openCycle, reopenCycle } from '../cycles/outcome.js';
import { textOf } from '../set/payload.js';
import { type Axis, countryOf, isPartner, type Walk } from '../walk/walk.js';
import { backToUser } from './leaving.js';
import { closeLife, INFERRED_DELIVERY, isOpen, openLife } from './opening.js';
import { carryOrigin, endForSale } from './sales.js';

function donated(walk: Walk, event: RecordedEvent): void {
  const origin = endForSale(walk, event, openCycle(walk));
  walk.user = textOf(event.data, 'toRef') ?? 'unknown';
  delete walk.sale;
  const life = openLife(walk, event, {
    kind: 'donation',
    at: event.metadata.instant + INFERRED_DELIVERY,
    openingInferred: true,
    seller: partyOf(event),
    country: countryOf(event),
  });
  carryOrigin(life, origin);
  moveTo(walk, event, 'sold_in_transit');
}

/** Consecutive rentals by one owner are use phases of one life (catalogue, rule 3). */
function rented(walk: Walk, event: RecordedEvent): void {
  const owner = partyOf(event);
  const { life } = walk;
  const origin = endForSale(walk, event, openCycle(walk));
  walk.user = textOf(event.data, 'toRef') ?? 'unknown';
  delete walk.sale;
  if (life?.kind === 'rental' && isOpen(life) && life.seller === owner) {
    backToUser(walk, event);
  } else {
    const opened = openLife(walk, event, {
      kind: 'rental',
      at: event.metadata.instant + INFERRED_DELIVERY,
      openingInferred: true,
      seller: owner,
      country: countryOf(event),
    });
    carryOrigin(opened, origin);
  }
  moveTo(walk, event, 'sold_in_transit');
}

const TO_USERS = new Set(['gift', 'inheritance', 'private_resale', 'sale', 'lease_end']);

/** A change of owner between users is a boundary of lives; one to a trader is none. */
function transferred(walk: Walk, event: RecordedEvent): void {
  const to = textOf(event.data, 'to') ?? 'unknown';
  const basis = textOf(event.data, 'basis') ?? '';
  if (basis === 'wholesale' && !isPartner(to)) endCycle(walk, event, 'transferred');
  if (!to.startsWith('consumer:') || !TO_USERS.has(basis) || walk.journey.disposition !== 'in_use') return;
  if (walk.user === to) return;
  openLife(walk, event, {
    kind: basis === 'sale' || basis === 'lease_end' ? 'sale' : 'private_resale',
    at: event.metadata.instant,
    openingInferred: false,
    inferred: basis === 'private_resale',
    country: countryOf(event),
  });
  walk.user = to;
}

/** Lost for good: the cycle, or the life, ends there. */
function writtenOff(walk: Walk, event: RecordedEvent): void {
  endCycle(walk, event, 'lost');
  if (walk.life !== undefined && isOpen(walk.life)) closeLife(walk.life, event, 'lost');
}

function found(walk: Walk): void {
  const by = walk.journey.alerts.find(({ kind }) => kind === 'written_off')?.by;
  if (by === undefined) return;
  reopenCycle(walk, by);
  const { life } = walk;
  if (life?.closedBy !== by) return;
  delete life.closedAt;
  delete life.closedBy;
  delete life.closedReason;
}

function useStarted(walk: Walk, event: RecordedEvent): void {
  if (walk.journey.disposition === 'in_use') return;
  if (walk.life === undefined || !isOpen(walk.life)) {
    openLife(walk, event, {
      kind: 'first_seen_used',
      openingInferred: false,
      inferred: true,
      at: event.metadata.instant,
    });
  }
  deliveredToUser(walk, event);
}

/** How a device comes to a user other than by a sale, and how it is lost. */
export const handovers: Axis = {
  DeviceDonated: donated,
  DeviceRented: rented,
  OwnershipTransferred: transferred,
  UsePhaseStarted: useStarted,
  DeviceWrittenOff: writtenOff,
  DeviceFound: found,
};
