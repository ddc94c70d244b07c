import { tacOf } from '#identity/domain';
import { MICROS_PER_DAY, partyOf, type RecordedEvent } from '#kernel';
import type { Journey } from '../../domain/journey.js';
import { textOf } from '../../domain/set/payload.js';
import type { StoredReaders } from '../../domain/visibility/listed.js';
import { countedEvents } from '../counted-events.js';
import { batteryLotOf } from './battery-lot.js';
import { canonicalGtin, canonicalModel, type Recallable } from './recall.js';

const IMEI = 'imei:';

/** What a recall's selector may ask of a device, and where the device is now. */
export function recallables(journey: Journey, readers: StoredReaders): Recallable[] {
  const { description, custody, disposition, deviceId } = journey;
  if (disposition === 'unregistered') return [];
  const { gtin, model, manufacturedOn } = description;
  const batteryLot = batteryLotOf(countedEvents(journey));
  const common = {
    deviceId,
    ...(gtin !== undefined && { gtin: canonicalGtin(gtin) }),
    ...(model !== undefined && { model: canonicalModel(model) }),
    ...(manufacturedOn !== undefined && { manufacturedOn }),
    ...(batteryLot !== undefined && { batteryLot }),
    disposition,
    holder: custody.state === 'held' ? custody.party : null,
    resolutions: resolutionsOf(journey),
    ...readers,
  };
  const tacs = tacsOf(journey);
  if (tacs.length === 0) return [{ ...common, first: 1 }];
  return tacs.map((tac, index) => ({ ...common, tac, first: index === 0 ? 1 : 0 }));
}

const resolutionsOf = (journey: Journey): Recallable['resolutions'] =>
  countedEvents(journey)
    .filter(({ type }) => type === 'RecallResolved')
    .map((event) => ({
      ref: textOf(event.data, 'recallRef') ?? null,
      by: partyOf(event),
      at: endOf(event),
      eventId: event.id,
    }));

/** Of a report that has only a day, any time of it may be meant. */
const endOf = ({ occurredAtPrecision, metadata }: RecordedEvent): number =>
  occurredAtPrecision === 'day' ? metadata.instant + MICROS_PER_DAY - 1 : metadata.instant;

/** Of the IMEIs that it has or had: a new board takes nothing off a recall. */
const tacsOf = ({ identifiers }: Journey): string[] => {
  const imeis = identifiers.filter(({ identifier }) => identifier.startsWith(IMEI));
  return [...new Set(imeis.map(({ identifier }) => tacOf(identifier.slice(IMEI.length))))].sort();
};
