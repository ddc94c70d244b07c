import { tacOf } from '#identity/domain';
import type { Journey } from '../../domain/journey.js';
import { textOf } from '../../domain/set/payload.js';
import { countedEvents } from '../counted-events.js';
import type { StoredUse } from '../use.js';
import { canonicalGtin, canonicalModel, type Recallable } from './recall.js';

const IMEI = 'imei:';

/** What a recall's selector may ask of a device, and where the device is now. */
export function recallables(journey: Journey, readers: Pick<StoredUse, 'visibleTo' | 'relatedTo'>): Recallable[] {
  const { description, custody, disposition, deviceId } = journey;
  if (disposition === 'unregistered') return [];
  const { gtin, model, manufacturedOn } = description;
  const common = {
    deviceId,
    ...(gtin !== undefined && { gtin: canonicalGtin(gtin) }),
    ...(model !== undefined && { model: canonicalModel(model) }),
    ...(manufacturedOn !== undefined && { manufacturedOn }),
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
    .map(({ id, data, metadata }) => ({ ref: textOf(data, 'recallRef') ?? null, at: metadata.instant, eventId: id }));

/** Of the IMEIs that it has or had: a new board takes nothing off a recall. */
const tacsOf = ({ identifiers }: Journey): string[] => {
  const imeis = identifiers.filter(({ identifier }) => identifier.startsWith(IMEI));
  return [...new Set(imeis.map(({ identifier }) => tacOf(identifier.slice(IMEI.length))))].sort();
};
