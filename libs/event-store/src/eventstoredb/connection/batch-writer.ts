import { randomUUID } from 'node:crypto';
import type { EventStoreDBClient } from '@eventstore/db-client';
import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { type NewRecord, ServerTrouble, type WriteResult } from '../stream-server.js';
import { batchResult } from './batch-answer.js';
import { batchRequest } from './batch-request.js';
import { type BatchStream, internalsOf } from './client-internals.js';
import { serverError } from './server-errors.js';

interface Waiting {
  answer: (result: streams.BatchAppendResp) => void;
  fail: (error: Error) => void;
}

/**
 * Appends over the client's one batch stream per channel. The client's own way of doing so keeps its callers in one table
 * for the whole process and empties it when any stream breaks: the next answer on another stream then throws where
 * nobody can catch it. Here each stream has its own callers, and an answer that does not come fails its caller in time.
 */
export class BatchWriter {
  private readonly streams = new WeakMap<grpc.StreamsClient, BatchStream>();
  private readonly waiting = new WeakMap<BatchStream, Map<string, Waiting>>();
  private readonly open: () => Promise<BatchStream>;

  constructor(
    client: EventStoreDBClient,
    private readonly answerMillis: number,
  ) {
    const internals = internalsOf(client);
    this.open = internals.GRPCStreamCreator(
      grpc.StreamsClient,
      'batchAppend',
      (channel) =>
        this.listenTo(
          channel.batchAppend(
            ...internals.callArguments({ requiresLeader: true }, { deadline: Number.POSITIVE_INFINITY }),
          ),
        ),
      this.streams,
    );
  }

  async write(stream: string, expectedRevision: number, records: readonly NewRecord[]): Promise<WriteResult> {
    const batch = await this.open();
    const correlationId = randomUUID();
    const deadline = new Date(Date.now() + this.answerMillis);
    const request = batchRequest({ correlationId, stream, expectedRevision, records, deadline });
    return batchResult(await this.answered(batch, correlationId, request));
  }

  private answered(
    batch: BatchStream,
    correlationId: string,
    request: streams.BatchAppendReq,
  ): Promise<streams.BatchAppendResp> {
    const { promise, resolve, reject } = Promise.withResolvers<streams.BatchAppendResp>();
    const table = this.waiting.get(batch);
    if (table === undefined || batch.destroyed) return Promise.reject(new ServerTrouble('the connection was lost'));
    const timer = setTimeout(() => {
      table.get(correlationId)?.fail(new ServerTrouble(`no answer within ${this.answerMillis} ms`));
      // Whether only this answer was lost or the stream leads nowhere: the next caller gets a new one.
      batch.cancel();
    }, this.answerMillis);
    const settle = (then: () => void) => {
      clearTimeout(timer);
      table.delete(correlationId);
      then();
    };
    table.set(correlationId, {
      answer: (result) => settle(() => resolve(result)),
      fail: (error) => settle(() => reject(error)),
    });
    batch.write(request);
    return promise;
  }

  private listenTo(batch: BatchStream): BatchStream {
    const table = new Map<string, Waiting>();
    this.waiting.set(batch, table);
    const failAll = (error: Error) => {
      this.waiting.delete(batch);
      for (const { fail } of [...table.values()]) fail(error);
    };
    batch.on('data', (answer: streams.BatchAppendResp) => {
      table.get(answer.getCorrelationId()?.getString() ?? '')?.answer(answer);
    });
    batch.on('error', (error) => failAll(serverError(error)));
    batch.on('end', () => failAll(new ServerTrouble('the server ended the connection')));
    return batch;
  }
}
