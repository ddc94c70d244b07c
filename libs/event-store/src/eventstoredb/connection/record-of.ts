import type { AllStreamRecordedEvent, RecordedEvent, ResolvedEvent } from '@eventstore/db-client';
import type { Place } from '../place.js';
import { ServerTrouble, type StoredRecord } from '../stream-server.js';

/** What servers before 22.10 say in reads of a stream: they do not know where its records lie. */
const NOWHERE = 0xffff_ffff_ffff_ffffn;

type AnyRecorded = RecordedEvent | AllStreamRecordedEvent;

export function recordOf({ event, commitPosition }: ResolvedEvent & { commitPosition?: bigint }): StoredRecord {
  if (event === undefined) throw new ServerTrouble('a link to an event that is gone');
  return {
    stream: event.streamId,
    revision: Number(event.revision),
    id: event.id,
    type: event.type,
    data: bytesOf(event),
    metadata: metadataOf(event),
    place: placeOf(event, commitPosition),
  };
}

function placeOf({ position, streamId }: AnyRecorded, commitPosition: bigint | undefined): Place {
  const known = position?.commit === NOWHERE ? undefined : position;
  const place =
    known ?? (commitPosition === undefined ? undefined : { commit: commitPosition, prepare: commitPosition });
  if (place === undefined)
    throw new Error(`The server does not say where events of ${streamId} lie: 22.10 or newer does.`);
  return { commit: place.commit, prepare: place.prepare };
}

/** Circulog writes bytes; other records of the server's log, such as its statistics, are JSON. */
const bytesOf = ({ data }: AnyRecorded): Uint8Array =>
  data instanceof Uint8Array ? data : Buffer.from(JSON.stringify(data) ?? '');

const metadataOf = ({ metadata }: AnyRecorded): Record<string, string> =>
  metadata instanceof Uint8Array || typeof metadata !== 'object' ? {} : (metadata as Record<string, string>);
