import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { NewRecord } from '../stream-server.js';

export interface BatchWrite {
  correlationId: string;
  stream: string;
  /** -1: no stream. */
  expectedRevision: number;
  records: readonly NewRecord[];
  deadline: Date;
}

/** One append as one message of the batch stream. */
export function batchRequest(write: BatchWrite): streams.BatchAppendReq {
  const options = new streams.BatchAppendReq.Options()
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(write.stream).toString('base64')))
    .setDeadline(timestamp.Timestamp.fromDate(write.deadline));
  if (write.expectedRevision === -1) options.setNoStream(new empty.Empty());
  else options.setStreamPosition(String(write.expectedRevision));
  return new streams.BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(write.correlationId))
    .setOptions(options)
    .setProposedMessagesList(write.records.map(proposed))
    .setIsFinal(true);
}

function proposed({ id, type, data, metadata }: NewRecord): streams.BatchAppendReq.ProposedMessage {
  const message = new streams.BatchAppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(id))
    .setData(data)
    .setCustomMetadata(Buffer.from(JSON.stringify(metadata)));
  message.getMetadataMap().set('type', type).set('content-type', 'application/octet-stream');
  return message;
}
