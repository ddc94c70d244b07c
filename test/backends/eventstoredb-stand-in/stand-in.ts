import gossip from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { append, batchAppend } from './appends.js';
import { getSupportedMethods, gossipRead } from './cluster.js';
import { Faults } from './faults.js';
import type { StandInNode } from './node.js';
import { read } from './reads.js';
import { StandInLog } from './stand-in-log.js';

export interface StandInOptions {
  /** Where it listens; a free port is taken for 0 and for none. */
  port?: number;
  /** Shared by nodes of one cluster; a log of its own otherwise. */
  log?: StandInLog;
  faults?: Faults;
  /** PEM; without it the node speaks plain HTTP/2. */
  tls?: { certificate: Buffer; key: Buffer };
  /** `user:password`. Clients send them over TLS only. */
  credentials?: string;
}

export interface StandIn {
  /** Connection string without credentials. */
  url: string;
  port: number;
  log: StandInLog;
  faults: Faults;
  /** Breaks every connection and lets the port go. */
  stop(): Promise<void>;
}

/**
 * A stand-in for an EventStoreDB node: it serves the client's own generated service definitions from memory, so that the
 * adapter meets the wire where there is no server. It is test code and stands for no server in any measurement.
 */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const stopping = new AbortController();
  const node: StandInNode = {
    log: options.log ?? new StandInLog(),
    faults: options.faults ?? new Faults(),
    credentials: options.credentials,
    stopping: stopping.signal,
  };
  const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  let port = options.port ?? 0;
  const unsupported = { delete: () => undefined, tombstone: () => undefined };
  server.addService(streams.StreamsService, {
    ...unsupported,
    read: read(node),
    append: append(node),
    batchAppend: batchAppend(node),
  });
  server.addService(features.ServerFeaturesService, { getSupportedMethods: getSupportedMethods(node) });
  server.addService(gossip.GossipService, { read: gossipRead(node, () => port) });
  port = await bound(server, port, options);
  return {
    url: `esdb://127.0.0.1:${port}?tls=${options.tls !== undefined}`,
    port,
    log: node.log,
    faults: node.faults,
    stop: async () => {
      stopping.abort();
      server.forceShutdown();
    },
  };
}

function bound(server: Server, port: number, { tls }: StandInOptions): Promise<number> {
  const credentials =
    tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }]);
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, given) => (error ? reject(error) : resolve(given)));
  });
}
