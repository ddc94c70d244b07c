import { type Micros, TIERS, type Tier, type TiersOf } from '#kernel';
import type { Journey } from '../journey.js';
import type { Grant } from './grant.js';
import { grantedTiers, holdsAt, isOpen, type Reader, seesAll, tiersOfRelated } from './sight.js';

/** A device as lists have it. */
export interface ListedDevice {
  deviceId: string;
  identifiers: string[];
  category: string;
  brand: string | null;
  model: string | null;
  disposition: string;
  holder: string | null;
  custody: string;
  owner: string | null;
  grades: string[];
  data: string;
  legal: string;
  country: string | null;
  lives: number;
  cycles: number;
  events: number;
  quarantined: number;
  openAnomalies: number;
  lastEventAt: string;
}

export const LISTED_TIERS: TiersOf<ListedDevice> = {
  deviceId: 'public',
  identifiers: 'holder',
  category: 'public',
  brand: 'public',
  model: 'public',
  disposition: 'public',
  holder: 'holder',
  custody: 'holder',
  owner: 'holder',
  grades: 'public',
  data: 'public',
  legal: 'public',
  country: 'public',
  lives: 'public',
  cycles: 'public',
  events: 'holder',
  quarantined: 'holder',
  openAnomalies: 'holder',
  lastEventAt: 'public',
};

/** Who reads what is stored of a device: partners, and `granted:<partner>` for grants, which end while it is stored. */
export interface StoredReaders {
  visibleTo: string[];
  /** Those of them that see more than what is public. */
  relatedTo: string[];
  grants: StoredGrant[];
}

export type StoredGrant = Pick<Grant, 'partner' | 'tier' | 'from' | 'until'>;

const grantedTo = (partnerId: string): string => `granted:${partnerId}`;

/** The names that a partner is found under among stored readers; whether a grant still holds is judged by who reads. */
export const namesOfReader = (partnerId: string): string[] => [partnerId, grantedTo(partnerId)];

/** By relation alone, without grants. */
function relatedReaders({ relations, entries }: Journey): Omit<StoredReaders, 'grants'> {
  const { made, held, owned, reported } = relations;
  const relatedTo = distinct([...made, ...held, ...owned]);
  const senders = entries.flatMap(({ event }) => [event.recordedBy, ...(event.onBehalfOf ? [event.onBehalfOf] : [])]);
  return { relatedTo, visibleTo: distinct([...relatedTo, ...reported, ...senders]) };
}

export function storedReaders(journey: Journey): StoredReaders {
  const { visibleTo, relatedTo } = relatedReaders(journey);
  const grants = journey.grants.filter(isOpen);
  const names = (some: readonly Grant[]) => some.map(({ partner }) => grantedTo(partner));
  return {
    visibleTo: distinct([...visibleTo, ...names(grants)]),
    relatedTo: distinct([...relatedTo, ...names(grants.filter(opensMore))]),
    grants: grants.map(({ partner, tier, from, until }) => ({
      partner,
      tier,
      from,
      ...(until !== undefined && { until }),
    })),
  };
}

export const opensMore = ({ tier }: Pick<Grant, 'tier'>): boolean => tier !== 'public';

/** What somebody sees of a device in a list: the same as of the device itself. */
export function tiersInList(
  { visibleTo, relatedTo, grants }: StoredReaders,
  reader: Reader,
  at: Micros,
): readonly Tier[] {
  if (seesAll(reader)) return TIERS;
  if (relatedTo.includes(reader.id)) return tiersOfRelated(reader);
  const granted = grantedTiers(
    grants.filter((grant) => grant.partner === reader.id && holdsAt(grant, at)),
    reader,
  );
  return granted ?? (visibleTo.includes(reader.id) ? ['public'] : []);
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)].sort();
