import { isoOf, type JsonObject, type RecordedEvent } from '#kernel';
import type { DeviceProjection, ProjectedDocument } from '#projections/domain';
import type { Anomaly, Entry, Journey } from '../domain/journey.js';
import { isAboutModel } from '../domain/set/models.js';
import { isPlatformRegistration } from '../domain/set/order.js';
import { type ListedDevice, opensMore, storedReaders } from '../domain/visibility/listed.js';
import { DEVICES } from './names.js';

/** What lists and searches show: devices, the events that rules set aside, and the anomalies. */
export const devicesProjection: DeviceProjection = {
  shape: 'device',
  name: DEVICES.projection,
  version: 1,
  collections: [
    {
      name: DEVICES.devices,
      indexes: [
        { field: 'model' },
        { field: 'category' },
        { field: 'disposition' },
        { field: 'holder' },
        { field: 'lastEventAt' },
        { field: 'grades', many: true },
        { field: 'visibleTo', many: true },
        { field: 'relatedTo', many: true },
      ],
    },
    {
      name: DEVICES.quarantine,
      indexes: [{ field: 'at' }, { field: 'rule' }, { field: 'deviceId' }, { field: 'visibleTo', many: true }],
    },
    {
      name: DEVICES.anomalies,
      indexes: [
        { field: 'at' },
        { field: 'rule' },
        { field: 'state' },
        { field: 'severity' },
        { field: 'deviceId' },
        { field: 'visibleTo', many: true },
      ],
    },
  ],
  project(journey) {
    const own = journey.entries.filter(isOfTheDevice);
    if (own.length === 0) return { documents: [], contributions: [] };
    const setAside = own.filter(({ standing }) => standing.standing === 'set-aside');
    return {
      documents: [
        { collection: DEVICES.devices, id: journey.deviceId, document: deviceDocument(journey, own, setAside.length) },
        ...setAside.map((entry) => quarantined(journey, entry)),
        ...journey.anomalies.map((anomaly) => anomalous(journey, anomaly)),
      ],
      contributions: [],
    };
  },
};

/** Reports by partners on the device itself, not on its model or on a device whose place it took. */
const isOfTheDevice = ({ event, ofDevice }: Entry): boolean =>
  !isPlatformRegistration(event) && !isAboutModel(event) && ofDevice === undefined;

function deviceDocument(journey: Journey, entries: readonly Entry[], quarantined: number): JsonObject {
  const { description, custody, ownership } = journey;
  const last = Math.max(...entries.map(({ event }) => event.metadata.instant));
  const listed: ListedDevice = {
    deviceId: journey.deviceId,
    identifiers: journey.identifiers.filter(({ until }) => until === undefined).map(({ identifier }) => identifier),
    category: description.category,
    brand: description.brand ?? null,
    model: description.model ?? null,
    disposition: journey.disposition,
    holder: custody.state === 'held' ? custody.party : null,
    custody: custody.state,
    owner: ownership.state === 'unknown' ? null : ownership.party,
    grades: journey.grades.flatMap(gradeTexts),
    data: journey.data,
    legal: journey.legal,
    country: countryOf(entries),
    lives: journey.lives.filter(({ voidedBy }) => voidedBy === undefined).length,
    cycles: journey.cycles.length,
    events: entries.length,
    quarantined,
    openAnomalies: journey.anomalies.filter(({ resolution }) => resolution === undefined).length,
    lastEventAt: isoOf(last),
  };
  return { ...listed, ...storedReaders({ ...journey, entries: [...entries] }) } as unknown as JsonObject;
}

/** Who sees all events of the device, besides those named: whose event it is, or who is asked. */
function readersOf(journey: Journey, ...more: string[]): JsonObject {
  const { relatedTo, grants } = storedReaders(journey);
  const visibleTo = [...new Set([...relatedTo, ...more])].sort();
  return { visibleTo, grants: grants.filter(opensMore) } as unknown as JsonObject;
}

/** Found as `good`, as `backmarket:good`, and of two-sided grades by either side; in small letters. */
function gradeTexts({ scheme, code, functional, cosmetic }: Journey['grades'][number]): string[] {
  const both = functional !== undefined && cosmetic !== undefined ? [`${functional}/${cosmetic}`] : [];
  const codes = [code, functional, cosmetic, ...both].filter((one): one is string => one !== undefined);
  return [...new Set(codes.flatMap((one) => [one, `${scheme}:${one}`]).map((text) => text.toLowerCase()))];
}

/** Where it was last heard of. */
function countryOf(entries: readonly Entry[]): string | null {
  for (const { event, standing } of [...entries].reverse()) {
    if (standing.standing === 'counted' && event.location?.country !== undefined) return event.location.country;
  }
  return null;
}

/** An order's event can be set aside in the journey of each device that it is linked to. */
const quarantineIdOf = ({ id, stream }: RecordedEvent, deviceId: string): string =>
  stream.startsWith('device-') ? id : `${id} ${deviceId}`;

function quarantined(journey: Journey, { event, standing }: Entry): ProjectedDocument {
  const { rule, explanation } = standing as { rule: string; explanation: string };
  const partner = event.onBehalfOf ?? event.recordedBy;
  return {
    collection: DEVICES.quarantine,
    id: quarantineIdOf(event, journey.deviceId),
    document: {
      eventId: event.id,
      deviceId: journey.deviceId,
      type: event.type,
      rule,
      explanation,
      partner,
      recordedBy: event.recordedBy,
      reference: event.metadata.reference,
      occurredAt: event.occurredAt,
      recordedAt: event.recordedAt,
      at: isoOf(event.metadata.instant),
      ...readersOf(journey, partner, event.recordedBy),
    },
  };
}

function anomalous(journey: Journey, anomaly: Anomaly): ProjectedDocument {
  const { id, rule, severity, explanation, evidence, asked, at, resolution } = anomaly;
  return {
    collection: DEVICES.anomalies,
    id,
    document: {
      id,
      deviceId: journey.deviceId,
      rule,
      severity,
      explanation,
      evidence,
      partner: asked ?? null,
      at: isoOf(at),
      state: resolution?.resolution ?? 'open',
      resolvedBy: resolution?.by ?? null,
      resolvedAt: resolution === undefined ? null : isoOf(resolution.at),
      ...readersOf(journey, ...(asked === undefined ? [] : [asked])),
    },
  };
}
