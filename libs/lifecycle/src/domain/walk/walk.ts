import { type JsonObject, type Micros, partyOf, type RecordedEvent } from '#kernel';
import type { Disposition, Journey, Leg, Life, Medium, Ownership, Party, Sale } from '../journey.js';
import type { History } from '../set/history.js';
import { emptyJourney } from './empty-journey.js';

/**
 * The state of one walk over a device's counted events: the journey as far as it is known, and what rules and axes
 * must remember beside it. It is changed in place and belongs to one call of `foldJourney`.
 */
export interface Walk {
  readonly history: History;
  readonly journey: Journey;
  /** Disposition that a hold interrupted. */
  heldDisposition?: Disposition;
  holdSince?: Micros;
  /** Date of the bucket in which the present end was reached, if it was in one. */
  endedInBucket?: string;
  readonly openLegs: Leg[];
  /** Where a leg in a carrier's hands is going. */
  carriage?: { carrier: Party; from: Party; to: Party; ref?: string };
  /** Who owned the device before a trade-in or a sale, to whom it goes back if that is cancelled. */
  ownerBefore?: Ownership;
  /** Open trade-ins: accepted, neither cancelled nor followed by a sale or return to the user. */
  readonly tradeIns: { orderRef: string; partner: string; eventId: string }[];
  /** The party that uses the device, while one does. */
  user?: Party;
  sale?: Sale;
  life?: Life;
  /** Its user is without it for a repair, and gets it back. */
  awayForRepair: boolean;
  /** Where the device's mass is known to stand, milligrams, after parts went in and out. */
  mass?: { massMg: number; source: NonNullable<Journey['description']['massSource']> };
  /** A media list was reported, or an erasure said that it covered every medium. */
  inventoryKnown: boolean;
  /** Its manufacture or first registration as new is known: nobody used it before. */
  knownNew: boolean;
  readonly descriptionRank: Map<string, number>;
  returning?: { at: Micros; event: RecordedEvent; orderRef?: string; resolution?: string };
  /** Route return_to_sender or a cancelled trade-in: custody back to the sender ends the cycle. */
  goesBack: boolean;
  /** Party that the open cycle came from. */
  cycleFrom?: Party;
  readonly digests: Map<string, string>;
  readonly memory: Memory;
}

/** What single rules remember between events. */
interface Memory {
  repairedSinceGrade: boolean;
  batteryReplaced: boolean;
  lastPlace?: { country: string; at: Micros; eventId: string; party: Party };
  failedTest?: string;
  repairedSinceFailure: boolean;
  boardRepaired: boolean;
  readonly certificates: Map<string, { mediumId: string; eventId: string }>;
  readonly startedAt: Map<string, Micros>;
  /** Register whose answer raised an alert, by kind of alert. */
  readonly registers: Map<string, string>;
  /** Open recalls, as `recall:<partner>:<ref>`. */
  readonly recalls: Set<string>;
  readonly erasures: Erasure[];
  readonly presence: Set<string>;
  /** Partners that reported as one that may sanitise a device. */
  readonly processors: Set<string>;
  /** Events with a value outside its band that nobody has confirmed: left out of sums (CONTRACTS R1). */
  readonly implausible: Set<string>;
}

export interface Erasure {
  cycle: number;
  medium: Medium;
  eventId: string;
  at: Micros;
  certifiedAt?: Micros;
}

export const startWalk = (history: History): Walk => ({
  history,
  journey: emptyJourney(history.attribution.root, history.attribution.members),
  openLegs: [],
  tradeIns: [],
  awayForRepair: false,
  inventoryKnown: false,
  knownNew: false,
  descriptionRank: new Map(),
  goesBack: false,
  digests: new Map(),
  memory: {
    repairedSinceGrade: false,
    batteryReplaced: false,
    repairedSinceFailure: false,
    boardRepaired: false,
    certificates: new Map(),
    startedAt: new Map(),
    registers: new Map(),
    recalls: new Set(),
    erasures: [],
    presence: new Set(),
    processors: new Set(),
    implausible: new Set(),
  },
});

/** One page of the fold: what each event type that it names does to the walk. */
export type Effect = (walk: Walk, event: RecordedEvent<JsonObject>) => void;
export type Axis = Readonly<Record<string, Effect>>;

export const partnerParty = (partnerId: string): Party => `partner:${partnerId}`;
/** The party whose fact it is, as custody and ownership name it. */
export const senderOf = (event: RecordedEvent): Party => partnerParty(partyOf(event));
export const countryOf = (event: RecordedEvent): string | undefined => event.location?.country;
export const isPartner = (party: Party): boolean => party.startsWith('partner:');
export const isConsumer = (party: Party): boolean => party.startsWith('consumer:') || party === 'unknown';

/** Whether the sender has one of the roles; `undefined` where the event does not say what roles it had. */
export function hasRole(event: RecordedEvent, ...roles: string[]): boolean | undefined {
  const known = event.metadata.partyRoles;
  return known?.some((role) => roles.includes(role));
}
