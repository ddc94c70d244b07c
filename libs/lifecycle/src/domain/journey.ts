import type { Confidence, Day, JsonObject, Micros, Precision, RecordedEvent, Severity } from '#kernel';
import type { Grant } from './visibility/grant.js';

/** `partner:<id>`, `gln:<13>`, `consumer:<pseudonym>` or `unknown`. */
export type Party = string;

export type Disposition =
  | 'unregistered'
  | 'manufactured'
  | 'in_distribution'
  | 'sold_in_transit'
  | 'in_use'
  | 'idle'
  | 'in_reverse'
  | 'received'
  | 'triaged'
  | 'refurbishing'
  | 'repair_hold'
  | 'parts_donor'
  | 'eol_designated'
  | 'ready'
  | 'listed'
  | 'reserved'
  | 'dismantled'
  | 'destroyed'
  | 'recycled'
  | 'unknown';

export const ENDS: readonly Disposition[] = ['dismantled', 'destroyed', 'recycled'];

export type Standing =
  | { standing: 'counted' }
  /** `rule`: why; `released` or `set-aside` decisions name the deciding event. */
  | { standing: 'set-aside'; rule: string; explanation: string; decidedBy?: string }
  /** Voided by a counted correction or retraction. */
  | { standing: 'void'; by: string };

export interface Entry {
  event: RecordedEvent;
  /** The report is in the history of that other device too, whose place this one took. */
  ofDevice?: string;
  standing: Standing;
  /** Ids of anomalies that this event is evidence of. */
  anomalies: string[];
}

export interface Anomaly {
  /** Derived from rule, device and evidence: the same finding always has the same id. */
  id: string;
  rule: string;
  severity: Severity;
  explanation: string;
  evidence: string[];
  /** The partner that is asked to explain or mend it, if one is. */
  asked?: string;
  at: Micros;
  resolution?: { by: string; resolution: 'confirmed' | 'rejected' | 'dismissed'; eventId: string; at: Micros };
}

export interface IdentifierInterval {
  /** `imei:...`: canonical text. */
  identifier: string;
  kind: string;
  /** Absent: unbounded to the past. */
  from?: Micros;
  until?: Micros;
  closedBy?: 'mainboard_replaced' | 'relabel' | 'correction';
  assignedBy: string;
}

export interface Description {
  category: string;
  brand?: string;
  model?: string;
  gtin?: string;
  storageGB?: number;
  /** As reported, or the category's default. */
  massMg?: number;
  massSource?: 'measured' | 'declared' | 'model' | 'category_default';
  manufacturedOn?: Day;
  softwareSupportEnds?: Day;
}

export type Custody =
  | { state: 'held'; party: Party; since: Micros }
  | { state: 'in_transfer'; from: Party; to: Party; ref?: string; since: Micros }
  | { state: 'contested'; parties: Party[]; since: Micros }
  | { state: 'unknown'; last?: Party };

export type Ownership =
  | { state: 'owner' | 'pending' | 'disputed'; party: Party; since?: Micros }
  | { state: 'unknown' };

export type DataState = 'unknown' | 'bearing' | 'partly_erased' | 'erased' | 'erase_failed' | 'destroyed';

export interface Medium {
  mediumId: string;
  kind?: string;
  serial?: string;
  removable?: boolean;
  state: 'unknown' | 'bearing' | 'erased' | 'erase_failed' | 'destroyed' | 'removed';
  level?: 'clear' | 'purge' | 'destroy';
  /** Sanitisation passed and its verification passed, in the present cycle. */
  verified: boolean;
  erasedAt?: Micros;
  certificate?: { sha256: string; id?: string; at: Micros };
}

export interface GradeState {
  scheme: string;
  schemeVersion: string;
  functional?: string;
  cosmetic?: string;
  code?: string;
  state: 'current' | 'stale';
  gradedAt: Micros;
  gradedBy: string;
  eventId: string;
  staleAt: Day;
}

/** A sale of the device, new or used. */
export interface Sale {
  eventId: string;
  kind: 'new' | 'resale';
  seller: string;
  at: Micros;
  precision: Precision;
  country?: string;
  channel?: string;
  orderRef?: string;
  lineRef?: string;
  buyerKind: 'consumer' | 'business' | 'trade';
  buyer?: Party;
  fulfilment: 'shipped' | 'in_store';
  windowDays: number;
  /** Sold grade: the sale's own, else the current one at the sale. */
  grade?: { scheme: string; schemeVersion: string; code: string };
  paidAt?: Micros;
  expectedDispatchOn?: Day;
  handedToCarrierAt?: Micros;
  deliveredAt?: Micros;
  deliveryInferred?: boolean;
  cancelledBy?: string;
  returned?: { at: Micros; eventId: string; reasonScheme?: string; reasonCode?: string; inWindow: boolean };
  dataErased: boolean;
  /** 1-based number of the cycle that the sale ended. */
  cycle?: number;
}

/** A period in one user's hands, new or used (catalogue, rule 3). */
export interface Life {
  number: number;
  kind: 'sale' | 'donation' | 'rental' | 'replacement' | 'private_resale' | 'first_seen_used';
  /** The life itself is inferred (first seen used, private resale). */
  inferred: boolean;
  /** Sale, donation or rental event that it rests on. */
  openedBy?: string;
  /** Unknown for a device first seen used. */
  openedAt?: Micros;
  /** No delivery is known: three days after the sale. */
  openingInferred: boolean;
  /** `YYYY-MM-DD` of the end of the return window; from then on the life counts. Absent: at once. */
  windowEndsOn?: Day;
  closedAt?: Micros;
  closedBy?: string;
  closedReason?: 'left_user' | 'returned' | 'lost' | 'replaced';
  voidedBy?: string;
  /** Intervals that the device was away for repair. */
  pauses: { from: Micros; until?: Micros }[];
  seller?: string;
  marketplace?: string;
  country?: string;
  /** Outcome of the cycle it came out of. */
  cycleOutcome?: CycleOutcome;
  /** Refurbisher of that cycle. */
  refurbisher?: string;
  /** Warranty replacement: opens the device's life for the same user. */
  replacementFor?: string;
}

export type CycleOutcome =
  | 'refurbished'
  | 'resold_as_is'
  | 'harvested'
  | 'recycled'
  | 'returned_to_sender'
  | 'transferred'
  | 'lost';

/** Stay at one partner inside a cycle. */
export interface Visit {
  partner: string;
  country?: string;
  from: Micros;
  precision: Precision;
  receivedBy: string;
  readyAt?: Micros;
  readyPrecision?: Precision;
  readyBy?: string;
  until?: Micros;
  /** Microseconds on hold between receipt and ready. */
  heldFor: Micros;
}

/** One intake cycle: first receipt after use until its one outcome (catalogue, rule 4). */
export interface Cycle {
  number: number;
  reason:
    | 'trade_in'
    | 'take_back'
    | 'repair'
    | 'b2b'
    | 'overstock'
    | 'transfer'
    | 'return'
    | 'rental_return'
    | 'collection'
    | 'unknown';
  openedBy: string;
  openedAt: Micros;
  country?: string;
  outcome?: CycleOutcome;
  outcomeBy?: string;
  outcomeAt?: Micros;
  /** Partner of the visit in which the outcome happened. */
  outcomePartner?: string;
  visits: Visit[];
  refurbishedBy?: string;
  refurbishmentPassed: boolean;
  firstFinalTest?: { eventId: string; partner: string; country?: string; at: Micros; passed: boolean };
}

/** The device left a holder with or without data on it (metric erasure coverage). */
export interface Departure {
  eventId: string;
  at: Micros;
  cycle: number;
  holder: string;
  country?: string;
  /** It came in bearing data, or that is not known. */
  dataBearing: boolean;
  verified: boolean;
  /** Some medium's state is not known: the inventory is unknown. */
  inventoryUnknown: boolean;
  certificateWithin48h?: boolean;
}

/** One custody leg from one party to the next (catalogue, rule 5). */
export interface Leg {
  from: Party;
  to: Party;
  kind: 'partner' | 'consumer';
  state: 'open' | 'confirmed' | 'one_sided' | 'inferred' | 'rejected' | 'contested';
  ref?: string;
  releasedBy?: string;
  releasedAt?: Micros;
  acceptedBy?: string;
  acceptedAt?: Micros;
  country?: string;
  confidence?: Confidence;
}

export interface CustodyGap {
  from: Party;
  to: Party;
  evidence: string[];
  at: Micros;
}

/** Mass that entered the WEEE account of this device. */
export interface Waste {
  becameWeee?: { eventId: string; at: Micros; partner: string; country?: string; massMg?: number; massSource?: string };
  collected?: {
    eventId: string;
    at: Micros;
    collector: string;
    country?: string;
    massMg?: number;
    massSource?: string;
  };
  preparedForReuse?: { eventId: string; at: Micros; partner: string; massMg?: number };
  recyclingInput?: { eventId: string; at: Micros; partner: string; massMg?: number; batchRef?: string };
  outputs: WasteOutput[];
}

export interface WasteOutput {
  eventId: string;
  at: Micros;
  partner: string;
  country?: string;
  material: string;
  massMg: number;
  route: 'reuse' | 'recycling' | 'energy_recovery' | 'other_recovery' | 'incineration' | 'landfill';
  hazardous?: boolean;
  onSite?: boolean;
  massBasis: 'measured' | 'allocated';
  /** Batch that it was processed in: the batch contributes its outputs, the device only shows them (CONTRACTS P5). */
  batch?: string;
}

export interface PartChange {
  eventId: string;
  at: Micros;
  partner: string;
  change: 'removed' | 'installed';
  slot: string;
  partId?: string;
  origin?: 'new_oem' | 'new_aftermarket' | 'used_genuine' | 'harvested';
  disposition?: 'reuse' | 'repair' | 'recycle' | 'destroy';
  massMg?: number;
  recycledFraction?: number;
  /** The life (by number) that it serves, for diverted mass. */
  cycle?: number;
  /** Outcome of the part's last test. */
  testedOk?: boolean;
}

export interface Battery {
  healthPercent?: number;
  cycles?: number;
  at: Micros;
  eventId: string;
}

/** Which partners stand in which relation to the device (CONTRACTS H6). */
export interface Relations {
  made: string[];
  held: string[];
  owned: string[];
  reported: string[];
}

export interface OrderLink {
  /** `order:<partner>:<ref>` */
  subject: string;
  lineRef?: string;
  eventId: string;
}

/**
 * Everything that a device's set of events says: a pure function of that set, whatever order it arrived in (R2, R4).
 * Plain data: it is stored, compared and diffed as it is.
 */
export interface Journey {
  rulesVersion: number;
  /** Root of the component (I5). */
  deviceId: string;
  /** All device ids of the component, root included, ascending. */
  members: string[];
  testIdentifier: boolean;
  description: Description;
  identifiers: IdentifierInterval[];
  /** Identifiers that another device claims as well. */
  contested: string[];
  disposition: Disposition;
  dispositionSince?: Micros;
  custody: Custody;
  ownership: Ownership;
  data: DataState;
  media: Medium[];
  locks: { kind: string; state: 'locked' | 'unlocked' | 'unknown'; at: Micros }[];
  /** By scheme. */
  grades: GradeState[];
  legal: 'product' | 'used_eee' | 'weee' | 'prepared_for_reuse';
  alerts: { kind: string; since: Micros; by: string }[];
  battery?: Battery;
  /** In canonical order (R4), corrections and decisions after what they speak of. */
  entries: Entry[];
  anomalies: Anomaly[];
  sales: Sale[];
  lives: Life[];
  cycles: Cycle[];
  departures: Departure[];
  legs: Leg[];
  gaps: CustodyGap[];
  parts: PartChange[];
  waste: Waste;
  /** Accounts of earlier times: the device was prepared for reuse, and became waste again. */
  pastWaste?: Waste[];
  /** Mass after parts went out and in; `description` has it as reported. */
  currentMassMg?: number;
  orders: OrderLink[];
  /** Batches that it was received in, as `batch:<partner>:<ref>`. */
  batches: string[];
  relations: Relations;
  grants: Grant[];
  /** First counted event that is no platform registration. */
  firstCounted?: { eventId: string; at: Micros; partner: string; country?: string };
  declaredManufacture?: JsonObject;
  energy: { eventId: string; at: Micros; energyKWh?: number; renewableEnergyKWh?: number; waterL?: number }[];
}
