import sharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import statusMessages from '@eventstore/db-client/generated/status_pb.js';
import messages from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream, ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { delayed, refusal, type StandInNode } from './node.js';
import { type Expected, type Proposed, type Written } from './stand-in-log.js';
import { breakOff, isBroken, unavailable } from './statuses.js';

type BatchCall = ServerDuplexStream<messages.BatchAppendReq, messages.BatchAppendResp>;
type Message = messages.AppendReq.ProposedMessage | messages.BatchAppendReq.ProposedMessage;

interface Gathering {
  stream: string;
  expected: Expected;
  proposed: Proposed[];
}

/** Appends in one stream of messages, answered by correlation id: what clients use of servers from 21.6 on. */
export const batchAppend = (node: StandInNode) => (call: BatchCall) => {
  const refused = refusal(node, call.metadata);
  if (refused !== undefined) return breakOff(call, refused);
  const gathering = new Map<string, Gathering>();
  let line = Promise.resolve();
  call.on('data', (request: messages.BatchAppendReq) => {
    const id = request.getCorrelationId()?.getString() ?? '';
    const options = request.getOptions();
    const append = gathering.get(id) ?? { stream: nameOf(options), expected: batchExpected(options), proposed: [] };
    gathering.set(id, append);
    append.proposed.push(...request.getProposedMessagesList().map(proposedOf));
    if (!request.getIsFinal()) return;
    gathering.delete(id);
    line = line.then(() => answerBatch(node, call, id, append));
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined);
  return undefined;
};

async function answerBatch(node: StandInNode, call: BatchCall, id: string, append: Gathering): Promise<void> {
  await delayed(node);
  if (isBroken(call)) return undefined;
  const response = new messages.BatchAppendResp()
    .setCorrelationId(new sharedMessages.UUID().setString(id))
    .setStreamIdentifier(
      new sharedMessages.StreamIdentifier().setStreamName(Buffer.from(append.stream).toString('base64')),
    );
  // A node that has become a follower breaks the whole stream.
  const refused = refusal(node, call.metadata);
  if (refused !== undefined) return void breakOff(call, refused);
  const fault = node.faults.onWrite(append.stream);
  if (fault === 'fail') return void breakOff(call, unavailable());
  if (fault === 'busy') return void call.write(response.setError(busy()));
  const written = node.log.append(append.stream, append.expected, append.proposed);
  if (fault === 'lose-answer') return void breakOff(call, unavailable());
  if (fault === 'stay-silent' || isBroken(call)) return undefined;
  if (written.status === 'wrong-version') response.setError(wrongVersion(written.current, append.expected));
  else response.setSuccess(batchSuccess(written));
  call.write(response);
  return undefined;
}

/** One append per call: what clients use of older servers, and with credentials per call. */
export const append =
  (node: StandInNode) =>
  (call: ServerReadableStream<messages.AppendReq, messages.AppendResp>, answer: sendUnaryData<messages.AppendResp>) => {
    const refused = refusal(node, call.metadata);
    if (refused !== undefined) return answer(refused);
    let options: messages.AppendReq.Options | undefined;
    const proposed: Proposed[] = [];
    call.on('data', (request: messages.AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message !== undefined) proposed.push(proposedOf(message));
    });
    call.on('end', async () => {
      await delayed(node);
      const [stream, expected] = [nameOf(options), expectedOf(options)];
      const fault = node.faults.onWrite(stream);
      if (fault === 'fail' || fault === 'busy') return answer(unavailable());
      const written = node.log.append(stream, expected, proposed);
      if (fault === 'lose-answer') return answer(unavailable());
      return fault === 'stay-silent' ? undefined : answer(null, alone(written, expected));
    });
    return undefined;
  };

const nameOf = (options: { getStreamIdentifier(): sharedMessages.StreamIdentifier | undefined } | undefined): string =>
  Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');

function batchExpected(options: messages.BatchAppendReq.Options | undefined): Expected {
  if (options?.hasNoStream()) return 'no-stream';
  if (options?.hasStreamExists()) return 'exists';
  return options?.hasStreamPosition() ? Number(options.getStreamPosition()) : 'any';
}

function expectedOf(options: messages.AppendReq.Options | undefined): Expected {
  if (options?.hasNoStream()) return 'no-stream';
  if (options?.hasStreamExists()) return 'exists';
  return options?.hasRevision() ? Number(options.getRevision()) : 'any';
}

const proposedOf = (message: Message): Proposed => ({
  id: message.getId()?.getString() ?? '',
  metadata: Object.fromEntries(message.getMetadataMap().entries() as unknown as Iterable<[string, string]>),
  data: message.getData_asU8(),
  customMetadata: message.getCustomMetadata_asU8(),
});

function batchSuccess({ revision, position }: Extract<Written, { status: 'written' }>) {
  return new messages.BatchAppendResp.Success()
    .setCurrentRevision(String(revision))
    .setPosition(
      new sharedMessages.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)),
    );
}

function wrongVersion(current: number, expected: Expected): statusMessages.Status {
  const details = new sharedMessages.WrongExpectedVersion();
  if (current === -1) details.setCurrentNoStream(new empty.Empty());
  else details.setCurrentStreamRevision(String(current));
  if (typeof expected === 'number') details.setExpectedStreamPosition(String(expected));
  else details.setExpectedNoStream(new empty.Empty());
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  return new statusMessages.Status().setMessage('WrongExpectedVersion').setDetails(packed);
}

/** The server's answer when its queues are full: an error whose details are empty. */
function busy(): statusMessages.Status {
  const packed = new any.Any();
  packed.pack(new empty.Empty().serializeBinary(), 'google.protobuf.Empty');
  return new statusMessages.Status().setMessage('Server Is Busy').setDetails(packed);
}

function alone(written: Written, expected: Expected): messages.AppendResp {
  if (written.status === 'written') {
    const position = new messages.AppendResp.Position()
      .setCommitPosition(String(written.position))
      .setPreparePosition(String(written.position));
    const success = new messages.AppendResp.Success()
      .setCurrentRevision(String(written.revision))
      .setPosition(position);
    return new messages.AppendResp().setSuccess(success);
  }
  const wrong = new messages.AppendResp.WrongExpectedVersion();
  if (written.current === -1) wrong.setCurrentNoStream(new sharedMessages.Empty());
  else wrong.setCurrentRevision(String(written.current));
  if (typeof expected === 'number') wrong.setExpectedRevision(String(expected));
  else wrong.setExpectedNoStream(new sharedMessages.Empty());
  return new messages.AppendResp().setWrongExpectedVersion(wrong);
}
