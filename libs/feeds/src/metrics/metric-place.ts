import { type EventLog, ForeignPosition } from '#event-store';
import { type CommitPlace, comparePlaces, type Horizon } from '#projections';
import type { FeedPosition } from '../domain/index.js';

/** How far a feed has gone through the changes of measures, the calendar and the choices of a factor set. */
export interface MetricPlace extends CommitPlace {
  /** Everything in the log up to here. */
  asOf: string;
  /** Revision of the last event of the calendar that was taken in; -1: none. */
  calendar: number;
  /** Revision in the catalogue of the last choice of a default factor set that was taken in; -1: none. */
  chosen: number;
  /** While all present values are published: the first metric that is still to come. */
  pending?: number;
}

const PLACE = /^(\d+)\.(\d+)\.(-?\d+)(?:\.(\d+))?(?:c(\d+))?@(.+)$/;

export function positionOf({ generation, seq, calendar, chosen, pending, asOf }: MetricPlace): FeedPosition {
  const numbers = [generation, seq, calendar, ...(pending === undefined ? [] : [pending])];
  return { position: `${numbers.join('.')}${chosen < 0 ? '' : `c${chosen}`}@${asOf}`, eventId: null };
}

/** `undefined` for what is no place in this log's changes. */
export function placeOf(reached: FeedPosition | null, epoch: string): MetricPlace | undefined {
  const [, generation, seq, calendar, pending, chosen = -1, asOf] = PLACE.exec(reached?.position ?? '') ?? [];
  if (asOf === undefined || !asOf.startsWith(`${epoch}:`)) return undefined;
  return {
    generation: Number(generation),
    seq: Number(seq),
    calendar: Number(calendar),
    chosen: Number(chosen),
    asOf,
    ...(pending === undefined ? {} : { pending: Number(pending) }),
  };
}

/** Order of two places; while all present values are published, each metric's is before the place itself. */
export function compareReached(a: FeedPosition, b: FeedPosition, log: Pick<EventLog, 'epoch' | 'compare'>): number {
  const [one, other] = [a, b].map((reached) => {
    const place = placeOf(reached, log.epoch);
    if (place === undefined) throw new ForeignPosition(reached.position, log.epoch);
    return place;
  }) as [MetricPlace, MetricPlace];
  const further =
    comparePlaces(one, other) ||
    one.calendar - other.calendar ||
    one.chosen - other.chosen ||
    log.compare(one.asOf, other.asOf);
  if (further !== 0 || one.pending === other.pending) return further;
  return (one.pending ?? Number.MAX_SAFE_INTEGER) - (other.pending ?? Number.MAX_SAFE_INTEGER);
}

export const placeAt = (
  { generation, seq, asOf }: Horizon,
  taken: Pick<MetricPlace, 'calendar' | 'chosen'>,
): MetricPlace => ({ generation, seq, asOf, ...taken });
