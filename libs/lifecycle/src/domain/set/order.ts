import { partyOf, type RecordedEvent } from '#kernel';
import { phaseOfEvent } from '../events/phases.js';

/** What the whole set says about order: which stated dates are buckets, and which of them go by sequence. */
export interface OrderContext {
  byDate: boolean;
  buckets: ReadonlySet<string>;
  sequenced: ReadonlySet<string>;
}

const NO_DATES: OrderContext = { byDate: false, buckets: new Set(), sequenced: new Set() };

/** Event types that speak of other events: they stand outside the order (catalogue, rule 15). */
export const isAboutEvents = ({ type }: { type: string }): boolean =>
  type === 'EventRetracted' || type === 'AnomalyResolved' || type === 'EventReleased' || type === 'EventSetAside';

/** The implicit registration beside a first event: no axis, standing or measure reads its time (CONTRACTS I6). */
export const isPlatformRegistration = ({ type, metadata }: RecordedEvent): boolean =>
  type === 'DeviceRegistered' && metadata.channel === 'platform';

export function orderContext(events: readonly RecordedEvent[]): OrderContext {
  let buckets: Set<string> | undefined;
  for (const event of events) {
    if (event.occurredAtPrecision !== 'day' || isAboutEvents(event) || isPlatformRegistration(event)) continue;
    buckets ??= new Set();
    buckets.add(event.metadata.date);
  }
  if (buckets === undefined) return NO_DATES;
  return { byDate: true, buckets, sequenced: sequencedBuckets(events, buckets) };
}

function sequencedBuckets(events: readonly RecordedEvent[], buckets: ReadonlySet<string>): Set<string> {
  const senders = new Map<string, string | null>();
  for (const event of events) {
    const { date } = event.metadata;
    if (!buckets.has(date) || isAboutEvents(event) || isPlatformRegistration(event)) continue;
    const party = event.sequence === undefined ? null : partyOf(event);
    const known = senders.get(date);
    senders.set(date, known === undefined || known === party ? party : null);
  }
  return new Set([...senders].filter(([, party]) => party !== null).map(([date]) => date));
}

interface OrderKey {
  registration: number;
  date: string;
  bucketSequence: number;
  bucketPhase: number;
  instant: number;
  phase: number;
  party: string;
  sequence: number;
  digest: string;
  reference: string;
}

/** The key of CONTRACTS R4. `recordedAt` and the event's id are not in it, so no arrival order shows. */
export function orderKey(event: RecordedEvent, context: OrderContext): OrderKey {
  const { date, instant, digest, reference } = event.metadata;
  const phase = phaseOfEvent(event.type, event.data);
  const inBucket = context.byDate && context.buckets.has(date);
  return {
    registration: isPlatformRegistration(event) ? 0 : 1,
    date: context.byDate ? date : '',
    bucketSequence: inBucket && context.sequenced.has(date) ? (event.sequence ?? 0) : 0,
    bucketPhase: inBucket ? phase : 0,
    instant,
    phase,
    party: partyOf(event),
    sequence: event.sequence ?? 0,
    digest,
    reference,
  };
}

export function compareKeys(a: OrderKey, b: OrderKey): number {
  return (
    a.registration - b.registration ||
    compareText(a.date, b.date) ||
    a.bucketSequence - b.bucketSequence ||
    a.bucketPhase - b.bucketPhase ||
    a.instant - b.instant ||
    a.phase - b.phase ||
    compareText(a.party, b.party) ||
    a.sequence - b.sequence ||
    compareText(a.digest, b.digest) ||
    compareText(a.reference, b.reference)
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Orders two events as the canonical order of a set does, given that set's context. */
export const compareCanonical = (a: RecordedEvent, b: RecordedEvent, context: OrderContext = NO_DATES): number =>
  compareKeys(orderKey(a, context), orderKey(b, context));

export function canonicalOrder(events: readonly RecordedEvent[], context = orderContext(events)): RecordedEvent[] {
  const keys = events.map((event) => orderKey(event, context));
  if (areAscending(keys)) return [...events];
  const places = [...events.keys()].sort((a, b) => compareKeys(keys[a] as OrderKey, keys[b] as OrderKey));
  return places.map((place) => events[place] as RecordedEvent);
}

/** As most histories arrive. */
const areAscending = (keys: readonly OrderKey[]): boolean =>
  keys.every((key, index) => index === 0 || compareKeys(keys[index - 1] as OrderKey, key) <= 0);
