import { parseInstant, type RecordedEvent } from '#kernel';
import { audienceOf, type Journey, type Reader, sightOf } from '#lifecycle/domain';

/** Those who see everything by their role, auditors and operators. No partner has such an id. */
export const AUDITORS = '@auditors';

/** Who a partner is now; `undefined`: nobody that is known. */
export type FindReader = (partnerId: string) => Reader | undefined;

/** When a message about an event is judged, in microseconds: when the log took the event. */
export const toldAt = ({ recordedAt }: Pick<RecordedEvent, 'recordedAt'>): number => parseInstant(recordedAt) ?? 0;

/** Partners that see the device's own state and everybody's events, because they made, held or own it, or by a grant. */
export function holdersOf(journey: Journey, at: number, find: FindReader): Reader[] {
  return audienceOf(journey, at).flatMap(({ partnerId }) => {
    const reader = find(partnerId);
    if (reader === undefined) return [];
    const { events, tiers } = sightOf(journey, reader, at);
    return events === 'all' && tiers.includes('holder') ? [reader] : [];
  });
}
