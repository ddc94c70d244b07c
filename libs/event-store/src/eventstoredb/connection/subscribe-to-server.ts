import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
  START,
  type SubscribeToAllOptions,
  streamNameFilter,
} from '@eventstore/db-client';
import type { Place } from '../place.js';
import { logStreamsRegex } from '../stored-event.js';
import type { ServerDelivery, StreamFilter } from '../stream-server.js';
import { recordOf } from './record-of.js';
import { serverError } from './server-errors.js';

/** Records that the server looks through at once for matches, and checkpoints after so many such looks. */
const SEARCH_WINDOW = 256;
const CHECKPOINT_WINDOWS = 1;
/** A regular expression that no stream's name matches. */
const NOTHING = '^$';

interface Asked {
  after: Place | null;
  filter: StreamFilter;
  signal: AbortSignal;
}

type FromServer = AllStreamResolvedEvent | { checkpoint: Place };

/** A filtered subscription, its checkpoints in line with its events. Rejects with what cut it. */
export async function* subscribeToServer(
  client: EventStoreDBClient,
  { after, filter, signal }: Asked,
): AsyncGenerator<ServerDelivery> {
  const subscription = client.subscribeToAll({
    fromPosition: after ?? START,
    requiresLeader: true,
    filter: serverFilter(filter),
  });
  subscription.on('error', () => undefined);
  const stop = () => {
    subscription.unsubscribe().catch(() => undefined);
    (subscription as unknown as { destroy(): void }).destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) return;
    for await (const one of subscription as AsyncIterable<FromServer>) yield deliveryOf(one);
  } catch (error) {
    if (!signal.aborted) throw serverError(error);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

const deliveryOf = (one: FromServer): ServerDelivery =>
  'checkpoint' in one ? { kind: 'checkpoint', place: one.checkpoint } : { kind: 'record', record: recordOf(one) };

function serverFilter({ prefixes, within }: StreamFilter): NonNullable<SubscribeToAllOptions['filter']> {
  const options = {
    maxSearchWindow: SEARCH_WINDOW,
    checkpointInterval: CHECKPOINT_WINDOWS,
    // Through the stream's own buffer, so that a checkpoint does not overtake the events before it.
    checkpointReached: (stream: AllStreamSubscription, { commit, prepare }: Place) => {
      (stream as unknown as { push(chunk: FromServer): void }).push({ checkpoint: { commit, prepare } });
    },
  };
  if (prefixes === undefined) return streamNameFilter({ ...options, regex: logStreamsRegex(within) });
  if (prefixes.length === 0) return streamNameFilter({ ...options, regex: NOTHING });
  return streamNameFilter({ ...options, prefixes: [...prefixes] });
}
