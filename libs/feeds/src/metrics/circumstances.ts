import type { EventLog, Position } from '#event-store';
import { ChosenFactorSets, type FactorSetChoice, lastChange } from '#impact';
import { type FactorSet, SHIPPED_FACTOR_SETS } from '#impact/domain';
import { type NationalMasses, type PutOnMarketActivation, PutOnMarketHistory, withEdition } from '#metrics';
import { CalendarHistory, type ClosedTime, type Closing, NOTHING_CLOSED } from '#projections';
import { isOtherSet } from './choice-reach.js';
import type { MetricPlace } from './metric-place.js';

/** What values follow from beside the cells. */
export interface Circumstances {
  time: ClosedTime;
  /** It answers where none is named. */
  set: FactorSet;
  /** How time was closed when that one took the place of another: months until then are restated by it. */
  closedAtChange: ClosedTime;
  /** Put on national markets, as the editions until then say. */
  masses: NationalMasses;
  /** How time was closed when each of those editions was activated, by the position of that. */
  closedAtEdition: ReadonlyMap<Position, ClosedTime>;
}

/** An event after which values of the same cells may be others. */
export type Circumstance = { position: Position } & (
  | { kind: 'closing'; closing: Closing }
  | { kind: 'choice'; choice: FactorSetChoice }
  | { kind: 'masses'; activation: PutOnMarketActivation }
);

/** The last events of the calendar and of the catalogue that were taken in. */
export type Taken = Pick<MetricPlace, 'calendar' | 'catalogue'>;

/** How time was closed, which factor set was the default, and which masses were stated, at any place of the log. */
export class CircumstanceHistory {
  readonly #calendar: CalendarHistory;
  readonly #sets: ChosenFactorSets;
  readonly #masses: PutOnMarketHistory;

  constructor(private readonly log: EventLog) {
    this.#calendar = new CalendarHistory(log);
    this.#sets = new ChosenFactorSets(log);
    this.#masses = new PutOnMarketHistory(log);
  }

  async at({ calendar, catalogue }: Taken): Promise<Circumstances> {
    const closings = await this.#calendar.closings();
    const choices = (await this.#sets.choices()).filter(({ revision }) => revision <= catalogue);
    const activations = (await this.#masses.activations()).filter(({ revision }) => revision <= catalogue);
    const change = lastChange(choices);
    const closedBefore = (position: Position) =>
      closings.findLast((closing) => this.log.compare(closing.position, position) < 0)?.after ?? NOTHING_CLOSED;
    return {
      time: closings[calendar]?.after ?? NOTHING_CLOSED,
      set: choices.at(-1)?.set ?? SHIPPED_FACTOR_SETS.default,
      closedAtChange: change === undefined ? NOTHING_CLOSED : closedBefore(change.position),
      masses: await this.#masses.masses(catalogue),
      closedAtEdition: new Map(activations.map(({ position }) => [position, closedBefore(position)])),
    };
  }

  /** What comes after, in the order of the log. */
  async after({ calendar, catalogue }: Taken): Promise<Circumstance[]> {
    const closings = (await this.#calendar.closings()).slice(calendar + 1);
    const choices = (await this.#sets.choices()).filter(({ revision }) => revision > catalogue);
    const activations = (await this.#masses.activations()).filter(({ revision }) => revision > catalogue);
    return [
      ...closings.map((closing) => ({ kind: 'closing' as const, position: closing.position, closing })),
      ...choices.map((choice) => ({ kind: 'choice' as const, position: choice.position, choice })),
      ...activations.map((activation) => ({ kind: 'masses' as const, position: activation.position, activation })),
    ].sort((a, b) => this.log.compare(a.position, b.position));
  }

  /** Those up to a position, which is one of them unless `isBefore`. */
  async until(position: Position, { isBefore = false } = {}): Promise<Taken> {
    const all = await this.after(NOTHING_TAKEN);
    const found = all.filter((one) => this.log.compare(one.position, position) < (isBefore ? 0 : 1));
    return found.reduce(withTaken, NOTHING_TAKEN);
  }

  /** A place from before masses were followed has taken in those that were stated before it: nothing was told of them. */
  async withEarlierMasses(place: MetricPlace): Promise<MetricPlace> {
    if (place.isWithoutMasses !== true) return place;
    const { catalogue } = await this.until(place.asOf, { isBefore: true });
    return { ...place, catalogue: Math.max(place.catalogue, catalogue) };
  }
}

const NOTHING_TAKEN: Taken = { calendar: -1, catalogue: -1 };

export function withTaken<Place extends Taken>(place: Place, one: Circumstance): Place {
  if (one.kind === 'closing') return { ...place, calendar: one.closing.revision };
  const { revision } = one.kind === 'choice' ? one.choice : one.activation;
  return { ...place, catalogue: revision };
}

export function circumstancesAfter(before: Circumstances, one: Circumstance): Circumstances {
  if (one.kind === 'closing') return { ...before, time: one.closing.after };
  if (one.kind === 'masses') {
    const { activation, position } = one;
    const closedAtEdition = new Map(before.closedAtEdition).set(position, before.time);
    return { ...before, masses: withEdition(before.masses, activation), closedAtEdition };
  }
  const { set } = one.choice;
  return { ...before, set, ...(isOtherSet(before.set, set) ? { closedAtChange: before.time } : {}) };
}
