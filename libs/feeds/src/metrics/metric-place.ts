import { type EventLog, ForeignPosition } from '#event-store';
import { type CommitPlace, comparePlaces, type Horizon } from '#projections';
import type { FeedPosition } from '../domain/index.js';

/** How far a feed has gone through the changes of measures, the calendar and the catalogue. */
export interface MetricPlace extends CommitPlace {
  /** Everything in the log up to here. */
  asOf: string;
  /** Revision of the last event of the calendar that was taken in; -1: none. */
  calendar: number;
  /** Revision of the last choice of a factor set, or edition of national masses, that was taken in; -1: none. */
  catalogue: number;
  /** Written when no rate over national masses was published: it has told nothing of any. */
  isWithoutMasses?: true;
  /** While all present values are published: the first metric that is still to come. */
  pending?: number;
}

/** `k`: the catalogue. `c`, or nothing: the last choice of a factor set, in places from before masses were followed. */
const PLACE = /^(\d+)\.(\d+)\.(-?\d+)(?:\.(\d+))?(?:k(-?\d+)|c(\d+))?@(.+)$/;

export function positionOf(place: MetricPlace): FeedPosition {
  const { generation, seq, calendar, pending, asOf } = place;
  const numbers = [generation, seq, calendar, ...(pending === undefined ? [] : [pending])];
  return { position: `${numbers.join('.')}${catalogueText(place)}@${asOf}`, eventId: null };
}

function catalogueText({ catalogue, isWithoutMasses }: MetricPlace): string {
  if (isWithoutMasses !== true) return `k${catalogue}`;
  return catalogue < 0 ? '' : `c${catalogue}`;
}

/** `undefined` for what is no place in this log's changes. */
export function placeOf(reached: FeedPosition | null, epoch: string): MetricPlace | undefined {
  const found = PLACE.exec(reached?.position ?? '') ?? [];
  const [, generation, seq, calendar, pending, catalogue, chosen = -1, asOf] = found;
  if (asOf === undefined || !asOf.startsWith(`${epoch}:`)) return undefined;
  return {
    generation: Number(generation),
    seq: Number(seq),
    calendar: Number(calendar),
    catalogue: Number(catalogue ?? chosen),
    asOf,
    ...(catalogue === undefined ? { isWithoutMasses: true } : {}),
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
    one.catalogue - other.catalogue ||
    log.compare(one.asOf, other.asOf) ||
    Number(other.isWithoutMasses ?? false) - Number(one.isWithoutMasses ?? false);
  if (further !== 0 || one.pending === other.pending) return further;
  return (one.pending ?? Number.MAX_SAFE_INTEGER) - (other.pending ?? Number.MAX_SAFE_INTEGER);
}

export const placeAt = (
  { generation, seq, asOf }: Horizon,
  taken: Pick<MetricPlace, 'calendar' | 'catalogue'>,
): MetricPlace => ({ generation, seq, asOf, ...taken });
