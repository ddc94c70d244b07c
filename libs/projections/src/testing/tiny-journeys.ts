import type { EventLog, Position } from '#event-store';
import type { JsonObject, RecordedEvent } from '#kernel';
import { attribute, type Entry, type Journey, linkedStreams } from '#lifecycle/domain';
import { type Contribution, type DeviceProjection, deviceStream, type JourneySource } from '../domain/index.js';

/**
 * Devices with nothing but their components and entries: all that the runner looks at. Finds what has ever been linked
 * by reading the whole log, and counts how many devices it was asked for.
 */
export class TinyJourneys implements JourneySource {
  loaded = 0;

  constructor(private readonly log: EventLog) {}

  async loadMany(ids: readonly string[], until: Position): Promise<Map<string, Journey>> {
    const logged = await this.log.readAll(null, 1_000_000);
    const all = logged.filter(({ position }) => this.log.compare(position, until) <= 0).map(({ event }) => event);
    const found = new Map<string, Journey>();
    for (const id of ids) {
      this.loaded += 1;
      const journey = tinyJourney(id, all);
      if (journey.entries.length > 0) found.set(id, journey);
    }
    return found;
  }
}

function tinyJourney(id: string, all: readonly RecordedEvent[]): Journey {
  const retracted = new Set(all.filter(({ type }) => type === 'EventRetracted').map(({ data }) => data.target));
  const valid = all.filter((event) => !retracted.has(event.id) && event.type !== 'EventRetracted');
  const { root, members } = attribute(id, valid, { voidedBy: () => undefined } as never);
  const streams = new Set(members.map(deviceStream));
  const own = valid.filter(({ stream }) => streams.has(stream));
  for (const stream of linkedStreams(own)) if (!stream.startsWith('device-')) streams.add(stream);
  const entries = all
    .filter(({ stream }) => streams.has(stream))
    .map((event) => ({ event, standing: { standing: retracted.has(event.id) ? 'void' : 'counted' }, anomalies: [] }))
    .sort((a, b) => (a.event.id < b.event.id ? -1 : 1));
  return { deviceId: root, members, entries: entries as unknown as Entry[] } as unknown as Journey;
}

/** Counts events by model and month, and sums what they weigh; a document per device and one per event. */
export function tallyProjection(version = 1, factor = 1n): DeviceProjection {
  return {
    shape: 'device',
    name: 'tally',
    version,
    collections: [
      { name: 'devices', indexes: [{ field: 'events' }] },
      { name: 'events', indexes: [{ field: 'device' }] },
    ],
    project: ({ deviceId, members, entries }) => {
      const counted = entries.filter(({ standing, event }) => standing.standing === 'counted' && 'model' in event.data);
      const document: JsonObject = { members, events: counted.length };
      return {
        documents: [
          { collection: 'devices', id: deviceId, document },
          ...counted.map(({ event }) => ({
            collection: 'events',
            id: documentIdOf(event, deviceId),
            document: { device: deviceId },
          })),
        ],
        contributions: counted.flatMap(({ event }) => tally(event, factor)),
      };
    },
  };
}

function tally({ id, data }: RecordedEvent, factor: bigint): Contribution[] {
  const { model, period = '2026-03', massMg = 0, dueOn } = data;
  const place = { dimensions: { model: String(model) }, period: String(period), because: [id] };
  const due = typeof dueOn === 'string' ? { effectiveOn: dueOn } : {};
  return [
    { measure: 'events', ...place, ...due, amount: factor },
    ...(massMg === 0 ? [] : [{ measure: 'mass', ...place, amount: BigInt(Number(massMg)) }]),
  ];
}

/** An order's event stands in the journey of each device that it is linked to. */
const documentIdOf = ({ id, stream }: RecordedEvent, deviceId: string): string =>
  stream.startsWith('device-') ? id : `${id} ${deviceId}`;
