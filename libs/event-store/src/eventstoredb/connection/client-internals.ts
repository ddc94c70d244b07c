import type { EventStoreDBClient } from '@eventstore/db-client';
import type grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';

type Client = grpc.StreamsClient;
/** The stream over which appends go out and their answers come back. */
export type BatchStream = ReturnType<Client['batchAppend']>;
type CallArguments = [never, { deadline: Date | number }];

/** What the client keeps to subclasses, which its own factory for connection strings does not let anybody make. */
export interface ClientInternals {
  readonly capabilities: Promise<{ serverVersion: string }>;
  supports(method: (typeof grpc.StreamsService)['batchAppend']): Promise<boolean>;
  callArguments(options: { requiresLeader: boolean }, call: { deadline: number }): CallArguments;
  /** One stream per channel; a broken one is opened anew, on another node if the server names the leader. */
  GRPCStreamCreator(
    type: typeof grpc.StreamsClient,
    debugName: string,
    creator: (client: Client) => BatchStream,
    cache: WeakMap<Client, BatchStream>,
  ): () => Promise<BatchStream>;
}

export const internalsOf = (client: EventStoreDBClient): ClientInternals => client as unknown as ClientInternals;
