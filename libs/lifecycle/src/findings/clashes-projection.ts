import { type JsonObject, shortDigest } from '#kernel';
import type { DeviceProjection, ProjectedDocument } from '#projections/domain';
import type { Journey } from '../domain/journey.js';
import { type StoredReaders, storedReaders } from '../domain/visibility/listed.js';
import type { Recallable } from './recalls/recall.js';
import { recallables } from './recalls/recallable.js';
import { type Ruling, rulingsOf } from './rulings.js';
import type { StoredUse, Use } from './use.js';
import { certificateUses } from './uses/certificates.js';
import { identifierUses } from './uses/identifiers.js';
import { modelUses } from './uses/models.js';
import { partUses } from './uses/parts.js';
import { oddReportTimes } from './uses/report-times.js';
import { resolutionUses } from './uses/resolutions.js';

/** The projection of what is odd beside the journeys, mostly between several of them, and its collections. */
export const CLASHES = {
  projection: 'clashes',
  uses: 'uses',
  models: 'models',
  singles: 'singles',
  rulings: 'rulings',
  recallables: 'recallables',
} as const;

/**
 * What each device uses that only one may use. A finding is a key with several holders, looked up when somebody asks:
 * so it is gone once one of its events no longer counts, or two devices turn out to be one.
 */
export const clashesProjection: DeviceProjection = {
  shape: 'device',
  name: CLASHES.projection,
  version: 3,
  collections: [
    { name: CLASHES.uses, indexes: [{ field: 'key' }, { field: 'deviceId' }] },
    { name: CLASHES.models, indexes: [{ field: 'claim' }, { field: 'deviceId' }, { field: 'byMaker' }] },
    { name: CLASHES.singles, indexes: [{ field: 'key' }, { field: 'deviceId' }] },
    { name: CLASHES.rulings, indexes: [{ field: 'findingId' }] },
    {
      name: CLASHES.recallables,
      indexes: [
        { field: 'gtin' },
        { field: 'model' },
        { field: 'tac' },
        { field: 'batteryLot' },
        { field: 'deviceId' },
        { field: 'visibleTo', many: true },
      ],
    },
  ],
  project(journey) {
    const readers = storedReaders(journey);
    const singles = [...oddReportTimes(journey), ...resolutionUses(journey)];
    const uses = [...certificateUses(journey), ...identifierUses(journey), ...partUses(journey)];
    return {
      documents: [
        ...uses.map((use) => documentOf(CLASHES.uses, stored(use, journey, readers))),
        ...modelUses(journey).map((use) => documentOf(CLASHES.models, stored(use, journey, readers))),
        ...singles.map((use) => documentOf(CLASHES.singles, stored(use, journey, readers))),
        ...rulingsOf(journey).map(rulingDocument),
        ...recallables(journey, readers).map(recallableDocument),
      ],
      contributions: [],
    };
  },
};

/** Text that orders models by type allocation code, and devices by model. */
export const claimOf = ({ key, holder }: Pick<Use, 'key' | 'holder'>): string => `${key}|${holder}`;

/** What a journey says of another device shows its readers nothing. */
const stored = (use: Use, { deviceId }: Pick<Journey, 'deviceId'>, readers: StoredReaders): StoredUse => ({
  ...use,
  ...(use.deviceId === deviceId ? readers : { visibleTo: [], relatedTo: [], grants: [] }),
});

function documentOf(collection: string, use: StoredUse): ProjectedDocument {
  const claim = claimOf(use);
  const teller = use.events.map(({ id }) => id).join(' ');
  return {
    collection,
    id: shortDigest(`${claim}\n${use.deviceId}\n${teller}`),
    document: { ...use, claim } as unknown as JsonObject,
  };
}

const rulingDocument = (ruling: Ruling): ProjectedDocument => ({
  collection: CLASHES.rulings,
  id: `${ruling.findingId}/${ruling.deviceId}`,
  document: ruling as unknown as JsonObject,
});

const recallableDocument = (device: Recallable): ProjectedDocument => ({
  collection: CLASHES.recallables,
  id: device.tac === undefined ? device.deviceId : `${device.deviceId}/${device.tac}`,
  document: device as unknown as JsonObject,
});
