import type { Position } from '#event-store';
import { BoundedMap } from '#kernel';
import type { Journey, JourneySeries, PositionCut } from '#lifecycle';
import { deviceOfStream, devicesNamedBy } from '#projections';
import type { JourneyStep, PlacedEvent } from '../domain/index.js';
import { inShares, type Share } from './shares.js';

/** Journeys in the steps that are kept for the other feeds that read the same events at about the same time. */
const KEPT_JOURNEYS_MAX = 4_000;

/** Devices of streams that are no device's, such as orders and parts, as they were known at that position at least. */
export type LinkedDevices = (streams: readonly string[], until: Position) => Promise<ReadonlyMap<string, string[]>>;

/** What events made of the devices that they touch, whoever asks: the same each time, folded from the log. */
export class JourneySteps {
  readonly #kept = new BoundedMap<string, JourneyStep>(KEPT_JOURNEYS_MAX, (_, { before, after }) =>
    Math.max(1, before.length + after.length),
  );
  /** Events whose steps are being made for one of the feeds; the others wait for it. */
  readonly #underWay = new Map<string, PromiseWithResolvers<void>>();

  constructor(
    private readonly series: Pick<JourneySeries, 'load'>,
    private readonly linked: LinkedDevices,
  ) {}

  /**
   * Those that are kept first, then so many at once as memory may hold. An event that touches more devices than that, such
   * as one about a lot or a batch, has several steps, each of some of the devices; a merged device may be in two of them.
   */
  async *of(events: readonly PlacedEvent[]): AsyncGenerator<JourneyStep[]> {
    const [known, missing, awaited]: [JourneyStep[], PlacedEvent[], PlacedEvent[]] = [[], [], []];
    for (const placed of events) {
      const { id } = placed.event;
      const step = this.#kept.get(id);
      if (step !== undefined) known.push(step);
      else if (this.#underWay.has(id)) awaited.push(placed);
      else {
        missing.push(placed);
        this.#underWay.set(id, Promise.withResolvers());
      }
    }
    const own = new Set(missing.map(({ event }) => event.id));
    try {
      if (known.length > 0) yield known;
      for (const shares of inShares(missing, await this.#touchedBy(missing))) {
        const steps = await this.#make(shares);
        for (const [index, step] of steps.entries()) if (shares[index]?.whole) this.#kept.set(step.event.id, step);
        this.#tell(own, new Set(steps.map(({ event }) => event.id)));
        yield steps;
      }
    } finally {
      this.#tell(own, own);
    }
    for (const { event } of awaited) await this.#underWay.get(event.id)?.promise;
    // What was shared out, failed or is forgotten already is made here.
    if (awaited.length > 0) yield* this.of(awaited);
  }

  /** Whoever waits for one of these need not any more. */
  #tell(own: Set<string>, made: ReadonlySet<string>): void {
    for (const id of made) {
      if (!own.delete(id)) continue;
      this.#underWay.get(id)?.resolve();
      this.#underWay.delete(id);
    }
  }

  async #make(shares: readonly Share[]): Promise<JourneyStep[]> {
    const cuts = new Map<string, PositionCut[]>();
    for (const { devices, placed } of shares) {
      for (const deviceId of devices) {
        const known = cuts.get(deviceId) ?? [];
        cuts.set(deviceId, [...known, { position: placed.position, before: true }, { position: placed.position }]);
      }
    }
    const journeys = await this.series.load(cuts);
    const next = new Map<string, number>();
    return shares.map(({ placed: { event }, devices }) => {
      const before: Journey[] = [];
      const after: Journey[] = [];
      for (const deviceId of devices) {
        const place = next.get(deviceId) ?? 0;
        next.set(deviceId, place + 2);
        include(before, journeys.get(deviceId)?.[place]);
        include(after, journeys.get(deviceId)?.[place + 1]);
      }
      return { event, before, after };
    });
  }

  async #touchedBy(events: readonly PlacedEvent[]): Promise<string[][]> {
    const last = events.at(-1);
    const streams = events.map(({ event }) => event.stream).filter((stream) => deviceOfStream(stream) === undefined);
    const linked =
      last === undefined || streams.length === 0
        ? new Map<string, string[]>()
        : await this.linked([...new Set(streams)], last.position);
    return events.map(({ event }) => [...new Set([...devicesNamedBy(event), ...(linked.get(event.stream) ?? [])])]);
  }
}

/** Devices that were merged have one journey. */
function include(journeys: Journey[], journey: Journey | undefined): void {
  if (journey === undefined || journeys.some(({ deviceId }) => deviceId === journey.deviceId)) return;
  journeys.push(journey);
}
