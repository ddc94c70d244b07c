import shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { ServerTrouble, type WriteResult } from '../stream-server.js';
import { ServerRefusal } from './server-errors.js';

const WRONG_VERSION = 'event_store.client.WrongExpectedVersion';
const REFUSALS = new Set([
  'event_store.client.AccessDenied',
  'event_store.client.StreamDeleted',
  'event_store.client.MaximumAppendSizeExceeded',
  'event_store.client.BadRequest',
]);

/** What the server answered to one append. Throws `ServerTrouble` where it may be asked again. */
export function batchResult(answer: streams.BatchAppendResp): WriteResult {
  const error = answer.getError();
  if (error === undefined) return written(answer.getSuccess());
  const details = error.getDetails();
  const type = details?.getTypeName() ?? '';
  const wrong = details?.unpack((bytes) => shared.WrongExpectedVersion.deserializeBinary(bytes), WRONG_VERSION);
  if (wrong) {
    const actualRevision = wrong.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : -1;
    return { status: 'wrong-revision', actualRevision };
  }
  const text = error.getMessage() || type;
  throw REFUSALS.has(type) ? new ServerRefusal(text) : new ServerTrouble(text);
}

function written(success: streams.BatchAppendResp.Success | undefined): WriteResult {
  const position = success?.getPosition();
  if (position === undefined) return { status: 'written', place: null };
  const [commit, prepare] = [position.getCommitPosition(), position.getPreparePosition()];
  return { status: 'written', place: { commit: BigInt(commit), prepare: BigInt(prepare) } };
}
