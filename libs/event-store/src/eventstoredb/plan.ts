import { createHash } from 'node:crypto';
import type { ReservationKey } from '../port.js';
import { OWN_PREFIX, type SealedRecord, textOf, toRecord, uuidOf } from './stored-event.js';
import type { NewRecord, StoredRecord } from './stream-server.js';

const KEY_BYTES_MAX = 200;
const DIGEST = 'sha256:';
const RESERVATION_TYPE = 'Reservation';

/** A place in a key's stream that an attempt takes, and what it says there. Once taken it stays so. */
export interface Claim {
  /** The key's stream. */
  stream: string;
  revision: number;
  /** Who holds the key if the attempt comes about. */
  holder: string | null;
  /** Who holds it if not. */
  previous: string | null;
  /** The key itself, where the stream's name only keeps its digest. */
  key?: string;
}

/**
 * One attempt at an append, whole: which places it takes in which streams and the exact bytes that it writes, so that
 * whoever finds it half done can go on with it, and two who do so write the same. It comes about if all its places are
 * its own, the one in the target stream being taken last; it never does once another has one of them.
 */
export interface Plan {
  attempt: string;
  /** The target stream. */
  stream: string;
  expectedRevision: number;
  events: readonly SealedRecord[];
  /** The first one is the primary: its record holds the whole plan, the others point to it. */
  claims: readonly [Claim, ...Claim[]];
}

/** What a key's stream says at one revision. */
export interface KeyRecord {
  attempt: string;
  holder: string | null;
  previous: string | null;
  primary: { stream: string; revision: number };
  /** As in the claim. */
  key?: string;
  /** In the primary's record only. */
  plan?: Plan;
}

/** The stream of one key, such as `_reservation-identifier-imei:356938035643809`. */
export function keyStream(scope: string, key: string): string {
  const name = isNamed(key) ? key : `${DIGEST}${createHash('sha256').update(key).digest('hex')}`;
  return `${OWN_PREFIX}reservation-${scope}-${name}`;
}

/** Whether the key stands in its stream's name. Long ones do not, nor what would look like a digest. */
const isNamed = (key: string): boolean => Buffer.byteLength(key) <= KEY_BYTES_MAX && !key.startsWith(DIGEST);

/** What a claim has to say of the key beside its stream's name. */
export const keyBeside = (key: string): { key?: string } => (isNamed(key) ? {} : { key });

const KEY_STREAM = new RegExp(`^${OWN_PREFIX}reservation-(reference|identifier|link)-(.*)$`, 's');

/** The reservation that a stream is for; `key` is `undefined` where its claims say it. */
export function reservationOf(stream: string): { scope: ReservationKey['scope']; key: string | undefined } | undefined {
  const [, scope, key] = KEY_STREAM.exec(stream) ?? [];
  if (scope === undefined || key === undefined) return undefined;
  return { scope: scope as ReservationKey['scope'], key: key.startsWith(DIGEST) ? undefined : key };
}

/** First line: the record in JSON; then one line for each event's canonical text, which has no line ends. */
export function claimRecord(plan: Plan, claim: Claim): NewRecord {
  const { attempt, stream, expectedRevision, events, claims } = plan;
  const [{ stream: primaryStream, revision }] = claims;
  const primary = { stream: primaryStream, revision };
  const { holder, previous, key } = claim;
  const base = { attempt, holder, previous, primary, ...(key !== undefined && { key }) };
  const whole = { stream, expectedRevision, claims, events: events.map(({ id, type, hash }) => ({ id, type, hash })) };
  const lines =
    claim === claims[0]
      ? [JSON.stringify({ ...base, plan: whole }), ...events.map(({ text }) => text)]
      : [JSON.stringify(base)];
  return reservationRecord(attempt, claim.stream, lines.join('\n'));
}

/** Takes a place for nobody: the key stays with its holder, and whoever wanted the place cannot come about. */
export function voidRecord({ stream, revision, holder, key }: Omit<Claim, 'previous'>, attempt: string): NewRecord {
  const primary = { stream, revision };
  const record: KeyRecord = { attempt, holder, previous: holder, primary, ...(key !== undefined && { key }) };
  return reservationRecord(attempt, stream, JSON.stringify(record));
}

function reservationRecord(attempt: string, stream: string, text: string): NewRecord {
  return {
    id: uuidOf(`${attempt} ${stream}`),
    type: RESERVATION_TYPE,
    data: Buffer.from(text, 'utf8'),
    metadata: { attempt },
  };
}

export function readKeyRecord(record: StoredRecord): KeyRecord {
  const [head = '', ...texts] = textOf(record).split('\n');
  const read = JSON.parse(head) as KeyRecord;
  if (read.plan === undefined) return read;
  const events = read.plan.events.map((event, index) => ({ ...event, text: texts[index] ?? '' }));
  return { ...read, plan: { ...read.plan, attempt: read.attempt, events } };
}

export const targetRecords = ({ events, attempt }: Plan): NewRecord[] =>
  events.map((event) => toRecord(event, attempt));
