import { parseSubject, tacOf } from '#identity/domain';
import type { RecordedEvent } from '#kernel';
import type { Journey } from '../../domain/journey.js';
import { textOf } from '../../domain/set/payload.js';
import { countedEvents } from '../counted-events.js';
import { type Use, useEvent } from '../use.js';

const IMEI = 'imei:';

/** The model that a device is described as, under the type allocation codes of the IMEIs that it has at present. */
export function modelUses(journey: Journey): Use[] {
  const { brand, model } = journey.description;
  if (brand === undefined || model === undefined) return [];
  const parsed = parseSubject(`model:${brand}:${model}`);
  const told = countedEvents(journey).filter((event) => tellsModel(event, model));
  const latest = told.at(-1);
  if (!parsed.ok || latest === undefined) return [];
  const tacs = journey.identifiers
    .filter(({ identifier, until }) => until === undefined && identifier.startsWith(IMEI))
    .map(({ identifier }) => tacOf(identifier.slice(IMEI.length)));
  return [...new Set(tacs)].map((tac) => ({
    kind: 'tac',
    key: `tac:${tac}`,
    holder: parsed.subject.value,
    deviceId: journey.deviceId,
    at: latest.metadata.instant,
    events: [useEvent(latest)],
    detail: `${brand} ${model}`,
    byMaker: told.some(({ metadata }) => metadata.partyRoles?.includes('manufacturer')) ? 1 : 0,
  }));
}

const tellsModel = ({ data }: RecordedEvent, model: string): boolean => textOf(data, 'model') === model;
