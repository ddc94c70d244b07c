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
  /** Steps that are being made for one of the feeds: others take theirs from there. */
  readonly #underWay = new Map<string, Promise<JourneyStep | undefined>>();

  constructor(
    private readonly series: Pick<JourneySeries, 'load'>,
    private readonly linked: LinkedDevices,
  ) {}

  /**
   * Those that are kept first, then so many at once as memory may hold. An event that touches more devices than that, such
   * as one about a lot or a batch, has several steps, each of some of the devices; a merged device may be in two of them.
   */
  async *of(events: readonly PlacedEvent[]): AsyncGenerator<JourneyStep[]> {
    const known: JourneyStep[] = [];
    const missing: PlacedEvent[] = [];
    for (const placed of events) {
      const step = this.#kept.get(placed.event.id);
      if (step === undefined) missing.push(placed);
      else known.push(step);
    }
    if (known.length > 0) yield known;
    for (const shares of inShares(missing, await this.#touchedBy(missing))) yield await this.#stepsOf(shares);
  }

  /** Waits for what another feed makes, but never for what it does with it. */
  async #stepsOf(shares: readonly Share[]): Promise<JourneyStep[]> {
    const steps = shares.map(({ placed: { event }, whole }) =>
      whole ? (this.#kept.get(event.id) ?? this.#underWay.get(event.id)) : undefined,
    );
    const made = await this.#makeOnce(shares.filter((_, index) => steps[index] === undefined));
    const found = await Promise.all(steps.map((step, index) => step ?? made.get(shares[index] as Share)));
    const failed = shares.filter((_, index) => found[index] === undefined);
    const again = await this.#makeOnce(failed);
    return shares.flatMap((share, index) => found[index] ?? again.get(share) ?? []);
  }

  async #makeOnce(shares: readonly Share[]): Promise<ReadonlyMap<Share, JourneyStep>> {
    if (shares.length === 0) return new Map();
    const whole = new Set(shares.flatMap((share) => (share.whole ? [share.placed.event.id] : [])));
    const making = this.#make(shares);
    for (const id of whole) {
      const step = making.then(
        (steps) => steps.find(({ event }) => event.id === id),
        () => undefined,
      );
      this.#underWay.set(id, step);
    }
    try {
      const steps = await making;
      for (const step of steps) if (whole.has(step.event.id)) this.#kept.set(step.event.id, step);
      return new Map(shares.flatMap((share, index) => (steps[index] ? [[share, steps[index]] as const] : [])));
    } finally {
      for (const id of whole) this.#underWay.delete(id);
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
