import { EventStoreDBClient } from '@eventstore/db-client';
import { NamedLogServer } from '../named-log-server.js';
import { ServerTrouble, type StreamServer } from '../stream-server.js';
import { internalsOf } from './client-internals.js';
import { GrpcStreamServer } from './grpc-stream-server.js';
import { ServerRefusal } from './server-errors.js';
import { addressOf, assertOptions, clientUrl, logNameOf } from './server-url.js';
import { EventStoreUnusable, startError } from './start-errors.js';
import { SteadyServer } from './steady-server.js';

const CONNECT_MILLIS = 10_000;
const LEADER_MILLIS = 2_000;

/**
 * Connects, and makes sure that what answers is an EventStoreDB that lets us read. Throws `EventStoreUnusable`, or
 * `ServerAway` where trying again later may help.
 */
export async function connect(url: string): Promise<StreamServer> {
  const address = addressOf(url);
  const name = checkedName(url, address);
  const client = clientFor(url, address);
  try {
    await answersInTime(checked(client));
    const server = new SteadyServer(new GrpcStreamServer(client));
    return name === undefined ? server : new NamedLogServer(server, name);
  } catch (error) {
    await client.dispose();
    throw startError(address, error);
  }
}

function checkedName(url: string, address: string): string | undefined {
  try {
    assertOptions(url);
    return logNameOf(url);
  } catch (error) {
    throw new EventStoreUnusable(address, error instanceof Error ? error.message : '');
  }
}

function clientFor(url: string, address: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(clientUrl(url));
  } catch (error) {
    // The client's own message quotes the connection string, password and all.
    const text = error instanceof Error && /certificate|userCert/.test(error.message) ? error.message : '';
    throw new EventStoreUnusable(
      address,
      text || 'the connection string is not one: esdb://user:password@host:port?tls=true',
    );
  }
}

async function checked(client: EventStoreDBClient): Promise<void> {
  const { serverVersion } = await internalsOf(client).capabilities;
  if (serverVersion === 'unknown') throw new Error('not an EventStoreDB');
  if (isTooOld(serverVersion)) throw new Error(`it is version ${serverVersion}; 22.10 or newer is needed`);
  // Patient enough to be sent on to the leader.
  const server = new SteadyServer(new GrpcStreamServer(client), LEADER_MILLIS);
  await server.last('_log');
  await server.readAllBackwards(null, 1).catch((error: unknown) => {
    throw error instanceof ServerRefusal ? new Error('its user may not read $all, which holds the log') : error;
  });
}

/** Servers before 22.10 do not say in reads of a stream where events lie in the log. */
function isTooOld(version: string): boolean {
  const [year = 0, month = 0] = version.split('.').map(Number);
  return year < 22 || (year === 22 && month < 10);
}

async function answersInTime(work: Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new ServerTrouble(`no answer within ${CONNECT_MILLIS} ms`)), CONNECT_MILLIS);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
