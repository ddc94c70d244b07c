import { type AppendRequest, platformFact, platformFactKey } from '#event-store';
import { shortDigest } from '#kernel';

/** Stream of what is reference data: which edition is in use since when (CONTRACTS P3). */
export const CATALOGUE_STREAM = 'catalogue';

/** An edition as an activation names it. */
export interface NamedEdition {
  /** `categories@1` */
  edition: string;
  /** Of its content: two contents under one name are two editions. */
  sha256: string;
  /** It is used where none is named. */
  default?: true;
  /** Stream that holds its content, where the code does not carry it. */
  contentIn?: string;
  /** Operator who decided it, where it was not the code. */
  decidedBy?: string;
}

interface Place {
  id: string;
  nowMillis: number;
  lastRevision: number;
}

const referenceOf = ({ edition, sha256 }: NamedEdition): string => `edition-activated/${edition}/${sha256}`;

/** Key under which an activation is reserved, so that each content is activated once. */
export const activationKey = (named: NamedEdition) => platformFactKey(referenceOf(named));

/** One event and the reservation of its reference, right after the stream's last event. */
export const activationRequest = (named: NamedEdition, place: Place): AppendRequest =>
  request(named, referenceOf(named), place);

/** A choice of default may come again, and is its own by its place in the stream. */
export const choiceRequest = (named: NamedEdition, place: Place): AppendRequest =>
  request(named, `edition-chosen/${place.lastRevision + 1}/${named.edition}`, place);

function request(named: NamedEdition, reference: string, place: Place): AppendRequest {
  const digest = `1:${shortDigest(reference)}`;
  const data = { ...named };
  return platformFact({ stream: CATALOGUE_STREAM, type: 'EditionActivated', data, reference, digest }, place);
}
