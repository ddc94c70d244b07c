import type { EventLog, Position } from '#event-store';
import { ChosenFactorSets, type FactorSetChoice, lastChange } from '#impact';
import { type FactorSet, SHIPPED_FACTOR_SETS } from '#impact/domain';
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
}

/** An event after which values of the same cells may be others. */
export type Circumstance = { position: Position } & (
  | { kind: 'closing'; closing: Closing }
  | { kind: 'choice'; choice: FactorSetChoice }
);

/** The last events of the calendar and of the catalogue that were taken in. */
export type Taken = Pick<MetricPlace, 'calendar' | 'chosen'>;

const isOf = (kind: Circumstance['kind']) => (one: Circumstance) => one.kind === kind;

/** How time was closed and which factor set was the default, at any place of the log. */
export class CircumstanceHistory {
  readonly #calendar: CalendarHistory;
  readonly #sets: ChosenFactorSets;

  constructor(private readonly log: EventLog) {
    this.#calendar = new CalendarHistory(log);
    this.#sets = new ChosenFactorSets(log);
  }

  async at({ calendar, chosen }: Taken): Promise<Circumstances> {
    const closings = await this.#calendar.closings();
    const choices = (await this.#sets.choices()).filter(({ revision }) => revision <= chosen);
    const change = lastChange(choices);
    const before = change && closings.findLast(({ position }) => this.log.compare(position, change.position) < 0);
    return {
      time: closings[calendar]?.after ?? NOTHING_CLOSED,
      set: choices.at(-1)?.set ?? SHIPPED_FACTOR_SETS.default,
      closedAtChange: before?.after ?? NOTHING_CLOSED,
    };
  }

  /** What comes after, in the order of the log. */
  async after({ calendar, chosen }: Taken): Promise<Circumstance[]> {
    const closings = (await this.#calendar.closings()).slice(calendar + 1);
    const choices = (await this.#sets.choices()).filter(({ revision }) => revision > chosen);
    return [
      ...closings.map((closing) => ({ kind: 'closing' as const, position: closing.position, closing })),
      ...choices.map((choice) => ({ kind: 'choice' as const, position: choice.position, choice })),
    ].sort((a, b) => this.log.compare(a.position, b.position));
  }

  /** Those up to a position, which is one of them unless `isBefore`. */
  async until(position: Position, { isBefore = false } = {}): Promise<Taken> {
    const all = await this.after(NOTHING_TAKEN);
    const found = all.filter((one) => this.log.compare(one.position, position) < (isBefore ? 0 : 1));
    return [found.findLast(isOf('closing')), found.findLast(isOf('choice'))].reduce<Taken>(
      (taken, one) => (one === undefined ? taken : withTaken(taken, one)),
      NOTHING_TAKEN,
    );
  }
}

const NOTHING_TAKEN: Taken = { calendar: -1, chosen: -1 };

export const withTaken = <Place extends Taken>(place: Place, one: Circumstance): Place =>
  one.kind === 'closing' ? { ...place, calendar: one.closing.revision } : { ...place, chosen: one.choice.revision };

export function circumstancesAfter(before: Circumstances, one: Circumstance): Circumstances {
  if (one.kind === 'closing') return { ...before, time: one.closing.after };
  const { set } = one.choice;
  return { ...before, set, ...(isOtherSet(before.set, set) ? { closedAtChange: before.time } : {}) };
}
