import shared from '@eventstore/db-client/generated/shared_pb.js';
import messages from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { LogRecord } from './stand-in-log.js';

export type ReadCall = ServerWritableStream<messages.ReadReq, messages.ReadResp>;

/** Index of the first record at or after the position. */
export function firstAt(records: readonly LogRecord[], position: bigint): number {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.position ?? 0n) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a read may begin there: where a record lies, or after all of them. */
export function isPlace(records: readonly LogRecord[], position: bigint): boolean {
  const at = records[firstAt(records, position)];
  return at === undefined || at.position === position;
}

export function eventResponse(record: LogRecord): messages.ReadResp {
  const position = String(record.position);
  const recorded = new messages.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(record.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(record.stream).toString('base64')))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(record.data)
    .setCustomMetadata(record.customMetadata);
  for (const [key, value] of Object.entries(record.metadata)) recorded.getMetadataMap().set(key, value);
  recorded.getMetadataMap().set('created', String(record.created));
  const event = new messages.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position);
  return new messages.ReadResp().setEvent(event);
}
