import { BACKWARDS, binaryEvent, END, type EventStoreDBClient, FORWARDS, START } from '@eventstore/db-client';
import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { comparePlaces, type Place } from '../place.js';
import type {
  NewRecord,
  ServerDelivery,
  StoredRecord,
  StreamFilter,
  StreamServer,
  WriteResult,
} from '../stream-server.js';
import { BatchWriter } from './batch-writer.js';
import { internalsOf } from './client-internals.js';
import { collect } from './collect.js';
import { isStreamNotFound, serverError } from './server-errors.js';
import { subscribeToServer } from './subscribe-to-server.js';

const ANSWER_MILLIS = 5_000;

/** An EventStoreDB over the official client. Every request goes to the leader, so that it sees all acknowledged writes. */
export class GrpcStreamServer implements StreamServer {
  private readonly batches: BatchWriter;

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly answerMillis = ANSWER_MILLIS,
  ) {
    this.batches = new BatchWriter(client, answerMillis);
  }

  async write(stream: string, expectedRevision: number, records: readonly NewRecord[]): Promise<WriteResult> {
    try {
      if (await internalsOf(this.client).supports(grpc.StreamsService.batchAppend)) {
        return await this.batches.write(stream, expectedRevision, records);
      }
      return await this.writeAlone(stream, expectedRevision, records);
    } catch (error) {
      throw serverError(error);
    }
  }

  /** For servers without batches. */
  private async writeAlone(stream: string, revision: number, records: readonly NewRecord[]): Promise<WriteResult> {
    const events = records.map(({ id, type, data, metadata }) => binaryEvent({ id, type, data, metadata }));
    const expectedRevision = revision === -1 ? 'no_stream' : BigInt(revision);
    const options = { expectedRevision, requiresLeader: true, throwOnAppendFailure: true, deadline: this.answerMillis };
    try {
      const { position } = await this.client.appendToStream(stream, events, options as never);
      return { status: 'written', place: position ?? null };
    } catch (error) {
      const { type, actualVersion } = error as { type?: string; actualVersion?: bigint | 'no_stream' };
      if (type !== 'wrong-expected-version') throw error;
      return {
        status: 'wrong-revision',
        actualRevision: typeof actualVersion === 'bigint' ? Number(actualVersion) : -1,
      };
    }
  }

  read(stream: string, fromRevision: number, limit: number): Promise<StoredRecord[]> {
    const from = { fromRevision: BigInt(fromRevision), direction: FORWARDS, maxCount: limit } as const;
    return this.ofStream(stream, from);
  }

  async last(stream: string): Promise<StoredRecord | undefined> {
    return (await this.ofStream(stream, { fromRevision: END, direction: BACKWARDS, maxCount: 1 }))[0];
  }

  private async ofStream(
    stream: string,
    options: { fromRevision: bigint | typeof END; direction: typeof FORWARDS | typeof BACKWARDS; maxCount: number },
  ): Promise<StoredRecord[]> {
    try {
      const reading = this.client.readStream(stream, { ...options, requiresLeader: true });
      return await collect(reading, this.answerMillis);
    } catch (error) {
      if (isStreamNotFound(error)) return [];
      throw serverError(error);
    }
  }

  /** Reads begin with the record at the place; what was asked for begins after it. */
  async readAll(after: Place | null, limit: number): Promise<StoredRecord[]> {
    const records = await this.ofAll(after ?? START, FORWARDS, limit + 1);
    const later = after === null ? records : records.filter(({ place }) => comparePlaces(place, after) > 0);
    return later.slice(0, limit);
  }

  async readAllBackwards(before: Place | null, limit: number): Promise<StoredRecord[]> {
    const records = await this.ofAll(before ?? END, BACKWARDS, limit + 1);
    const earlier = before === null ? records : records.filter(({ place }) => comparePlaces(place, before) < 0);
    return earlier.slice(0, limit);
  }

  private async ofAll(
    fromPosition: Place | typeof START | typeof END,
    direction: typeof FORWARDS | typeof BACKWARDS,
    maxCount: number,
  ): Promise<StoredRecord[]> {
    try {
      const reading = this.client.readAll({ fromPosition, direction, maxCount, requiresLeader: true });
      return await collect(reading, this.answerMillis);
    } catch (error) {
      throw serverError(error);
    }
  }

  subscribe(after: Place | null, filter: StreamFilter, signal: AbortSignal): AsyncIterable<ServerDelivery> {
    return subscribeToServer(this.client, { after, filter, signal });
  }

  close(): Promise<void> {
    return this.client.dispose();
  }
}
