import type { HeldKey } from '#event-store';
import { fnv1a, type RecordedEvent } from '#kernel';
import { identifiersSpokenOf, isExclusive } from './named-identifiers.js';

/** Claims in mind at once, about 400 bytes each; a log with more is looked through several times. */
const CLAIMS_MAX = 500_000;
const FAULTS_MAX = 1_000;
const DEVICE = 'device-';
/** What is decided about a partner is guarded by the revision of its stream alone. */
const PARTNER = 'partner-';

export interface ClaimFault {
  /** `<scope> <key>`. */
  claim: string;
  holder: string | null;
  fault: /** No event in the log bears it out. */
    | 'no-event-for-claim'
    /** An event goes by it, and nobody holds it. */
    | 'no-claim-for-event'
    /** It lacks what every event has: what it claims cannot be told. */
    | 'no-event-of-circulog';
}

/** How often a log with so many reservations has to be looked through. */
export const claimPassesFor = (reservations: number): number => Math.max(1, Math.ceil(reservations / CLAIMS_MAX));

/**
 * Compares claims with the streams that are the truth about them (CONTRACTS I1): every reference is that of an event
 * where it says, every identifier is spoken of by an event of the device that holds it, every event's reference and
 * every exclusive identifier by which a device was addressed are claimed. Links have a check of their own; partners' hints,
 * which only the next report reads, are not looked at.
 * First `hold` for every reservation, then `take` for every event.
 */
export class ClaimsCheck {
  private readonly unproved = new Map<string, string>();
  private readonly held = new Map<string, string>();
  private readonly unclaimed = new Map<string, ClaimFault>();
  compared = 0;

  constructor(
    private readonly passes = 1,
    private readonly pass = 0,
  ) {}

  hold({ scope, key, holder }: HeldKey): void {
    if (scope === 'link' || (scope === 'identifier' && !isExclusive(key))) return;
    const claim = `${scope} ${key}`;
    if (!this.isMine(claim)) return;
    this.compared += 1;
    this.held.set(claim, holder);
    this.unproved.set(claim, holder);
  }

  take(event: RecordedEvent): void {
    this.takeReference(event);
    const deviceId = event.stream.startsWith(DEVICE) ? event.stream.slice(DEVICE.length) : undefined;
    const spokenOf = identifiersSpokenOf(event);
    for (const identifier of spokenOf) {
      const claim = `identifier ${identifier}`;
      const holder = this.held.get(claim);
      if (holder !== undefined && (holder === deviceId || speaksOf(event, holder))) this.unproved.delete(claim);
    }
    if (deviceId === undefined) return;
    for (const identifier of event.metadata.addressedBy) {
      const claim = `identifier ${identifier}`;
      if (isExclusive(identifier) && this.isMine(claim) && !this.held.has(claim)) this.miss(claim);
    }
  }

  /** Only the first event of a submission holds its reference; what came with it has ids derived from that one's. */
  private takeReference({ id, recordedBy, stream, metadata }: RecordedEvent): void {
    const claim = `reference ${recordedBy}/${metadata.reference}`;
    if (!this.isMine(claim)) return;
    const holder = this.held.get(claim);
    if (holder === `${id} ${stream} ${metadata.digest}`) this.unproved.delete(claim);
    else if (holder === undefined && metadata.submissionId === id && !stream.startsWith(PARTNER)) this.miss(claim);
  }

  private miss(claim: string): void {
    if (this.unclaimed.size < FAULTS_MAX) {
      this.unclaimed.set(claim, { claim, holder: null, fault: 'no-claim-for-event' });
    }
  }

  /** What is wrong, once every event has been taken. */
  faults(): ClaimFault[] {
    const unproved = [...this.unproved].map(
      ([claim, holder]): ClaimFault => ({ claim, holder, fault: 'no-event-for-claim' }),
    );
    return [...unproved, ...this.unclaimed.values()].slice(0, FAULTS_MAX);
  }

  private isMine(claim: string): boolean {
    return this.passes === 1 || fnv1a(claim) % this.passes === this.pass;
  }
}

/** Merges, splits and rulings give an identifier to a device that another one's stream names. */
const speaksOf = ({ data, metadata }: RecordedEvent, deviceId: string): boolean =>
  metadata.newDeviceId === deviceId || JSON.stringify(data).includes(deviceId);
