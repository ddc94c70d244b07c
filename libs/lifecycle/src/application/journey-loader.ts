import type { EventLog, LoggedEvent, Position } from '#event-store';
import { isoOf, type Micros, parseInstant, type RecordedEvent } from '#kernel';
import { foldJourney } from '../domain/fold.js';
import type { Journey } from '../domain/journey.js';
import { deviceStream } from '../domain/set/attribution.js';
import { linkedStreams } from '../domain/set/links.js';

export interface JourneyCut {
  /** Cuts by occurrence. */
  asOf?: Micros;
  /** Cuts by what the log held: a position, or a time that is translated to one (CONTRACTS R7). */
  knownAt?: Position | string;
}

export interface LoadedJourney {
  journey: Journey;
  /** What the log held when this was known: the position of `knownAt`, else the log's end. */
  position: Position | null;
  /** Streams that make up the device, with their last revisions: what a version of it is told by. */
  revisions: readonly (readonly [stream: string, revision: number])[];
}

/** Loads a device's events from wherever they lie, and folds them. Always current: it reads the log, no projection. */
export class JourneyLoader {
  constructor(private readonly store: EventLog) {}

  /**
   * `undefined`: no event known then speaks of the device. What is recorded between the look at the log's end and the
   * look at the device is left out, so that the answer is what its position says. Throws `ForeignPosition`.
   */
  async load(deviceId: string, cut: JourneyCut = {}): Promise<LoadedJourney | undefined> {
    const position = await this.positionOf(cut.knownAt);
    const loaded = (await this.histories([deviceId], position)).get(deviceId);
    if (loaded === undefined || loaded.events.length === 0) return undefined;
    const { events, revisions } = loaded;
    const journey = foldJourney({ deviceId, events, ...(cut.asOf !== undefined && { asOf: cut.asOf }) });
    return journey.entries.length === 0 && cut.asOf === undefined ? undefined : { journey, position, revisions };
  }

  /** By the id asked for, from what the log held at a position; a device that no event speaks of is absent. */
  async loadMany(deviceIds: readonly string[], until?: Position): Promise<Map<string, Journey>> {
    const journeys = new Map<string, Journey>();
    for (const [deviceId, { events }] of await this.histories(deviceIds, until)) {
      if (events.length === 0) continue;
      const journey = foldJourney({ deviceId, events });
      if (journey.entries.length > 0) journeys.set(deviceId, journey);
    }
    return journeys;
  }

  /** Everything that the fold is given: the events of the device's component and of what it is linked to. */
  async loadEvents(deviceId: string, knownAt?: Position | string): Promise<readonly RecordedEvent[]> {
    const position = knownAt === undefined ? undefined : await this.positionOf(knownAt);
    return (await this.histories([deviceId], position)).get(deviceId)?.events ?? [];
  }

  /** The position that `knownAt` means; the log's end without it. */
  async positionOf(knownAt: Position | string | undefined): Promise<Position | null> {
    if (knownAt === undefined) return this.store.head();
    const instant = parseInstant(knownAt);
    if (instant !== undefined) return this.store.positionAt(isoOf(instant));
    this.store.compare(knownAt, knownAt);
    return knownAt;
  }

  /** `until`: `null` is before everything, `undefined` no cut at all. */
  private async histories(deviceIds: readonly string[], until: Position | null | undefined) {
    const keys = [...new Set(deviceIds)].map((key) => ({ scope: 'link' as const, key }));
    const links = await this.store.holders(keys);
    const devicesOf = (id: string): string[] => JSON.parse(links.get(`link ${id}`) ?? JSON.stringify([id])) as string[];
    const own = await this.read(
      deviceIds.flatMap((id) => devicesOf(id).map(deviceStream)),
      until,
    );
    const wanted = new Set<string>();
    const further = new Map<string, readonly string[]>();
    for (const id of deviceIds) {
      const linked = linkedStreams(devicesOf(id).flatMap((device) => own.get(deviceStream(device)) ?? []));
      further.set(id, linked);
      for (const stream of linked) wanted.add(stream);
    }
    const others = wanted.size === 0 ? own : await this.read([...wanted], until);
    return new Map(
      deviceIds.map((id) => {
        const streams = devicesOf(id).map(deviceStream);
        const events = streams.flatMap((stream) => own.get(stream) ?? []);
        const revisions = streams.map((stream) => [stream, (own.get(stream)?.length ?? 0) - 1] as const);
        for (const stream of further.get(id) ?? []) events.push(...(others.get(stream) ?? []));
        return [id, { events, revisions }] as const;
      }),
    );
  }

  private async read(streams: readonly string[], until: Position | null | undefined) {
    const found = await this.store.readStreams([...new Set(streams)]);
    const known = ({ position }: LoggedEvent) =>
      until === undefined || (until !== null && this.store.compare(position, until) <= 0);
    // Positions ascend within a stream: mostly all of it is known.
    const cut = (logged: LoggedEvent[]) => {
      const last = logged.at(-1);
      return last === undefined || known(last) ? logged : logged.filter(known);
    };
    return new Map([...found].map(([name, logged]) => [name, cut(logged).map(({ event }) => event)] as const));
  }
}
