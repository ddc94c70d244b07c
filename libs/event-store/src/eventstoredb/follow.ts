import { setTimeout } from 'node:timers/promises';
import type { Delivery, SubscribeOptions } from '../port.js';
import { comparePlaces, type Place, type PlaceTokens } from './place.js';
import { eventOf, isOfTheLog } from './stored-event.js';
import { type ServerDelivery, ServerTrouble, type StreamServer } from './stream-server.js';
import type { VisibleLog } from './visible-log.js';

/** Silence after which the reader looks at the end of the log itself: a server says nothing until its window is full. */
const QUIET_MILLIS = 60;
const QUIET_MILLIS_MAX = 1_000;
const PAUSE_MILLIS = 50;
const PAUSE_MILLIS_MAX = 5_000;
/** Records looked through at once to say how far a filter has looked. */
const LOOK_EVENTS = 512;

export interface FollowedServer {
  server: StreamServer;
  visible: VisibleLog;
  tokens: PlaceTokens;
}

/**
 * Everything after a place, once and in order. The server filters; when it cuts the subscription, or drops a reader that
 * is slow, it is asked again from the last event handed out. Whatever comes twice is dropped by its place.
 */
export async function* follow(
  after: Place,
  { prefixes, signal }: SubscribeOptions,
  source: FollowedServer,
): AsyncGenerator<Delivery, void, undefined> {
  const reader = new Reader(after, prefixes, source);
  let pause = PAUSE_MILLIS;
  while (!signal.aborted) {
    const before = reader.seen;
    try {
      yield* reader.read(signal);
    } catch (error) {
      if (!(error instanceof ServerTrouble)) throw error;
    }
    pause = reader.seen === before ? Math.min(pause * 2, PAUSE_MILLIS_MAX) : PAUSE_MILLIS;
    await setTimeout(pause, undefined, { signal }).catch(() => undefined);
  }
}

class Reader {
  /** Told in a checkpoint last. */
  private told: Place;

  constructor(
    public seen: Place,
    private readonly prefixes: readonly string[] | undefined,
    private readonly source: FollowedServer,
  ) {
    this.told = seen;
  }

  async *read(signal: AbortSignal): AsyncGenerator<Delivery, void, undefined> {
    const cut = new AbortController();
    const either = AbortSignal.any([signal, cut.signal]);
    const deliveries = this.source.server.subscribe(this.seen, { prefixes: this.prefixes }, either);
    const iterator = deliveries[Symbol.asyncIterator]();
    let quiet = QUIET_MILLIS;
    let next: Promise<IteratorResult<ServerDelivery>> | undefined;
    try {
      for (;;) {
        next ??= iterator.next();
        const result = await within(next, quiet, signal);
        if (signal.aborted) return;
        if (result === 'quiet') {
          quiet = Math.min(quiet * 2, QUIET_MILLIS_MAX);
          yield* this.look(signal);
          continue;
        }
        next = undefined;
        if (result.done) return;
        quiet = QUIET_MILLIS;
        yield* this.taken(result.value);
        if (signal.aborted) return;
      }
    } finally {
      cut.abort();
      next?.catch(() => undefined);
      await iterator.return?.();
    }
  }

  private *taken(delivery: ServerDelivery): Generator<Delivery> {
    const place = delivery.kind === 'record' ? delivery.record.place : delivery.place;
    if (comparePlaces(place, this.seen) <= 0) return;
    this.seen = place;
    if (delivery.kind === 'checkpoint') yield this.checkpoint(place);
    else if (isOfTheLog(delivery.record)) {
      yield { kind: 'event', event: eventOf(delivery.record), position: this.source.tokens.write(place) };
    }
  }

  /**
   * Says how far nothing was missed while the server is silent: looks through what lies between the last delivery and the
   * end. Events found there are handed out at once; the server's own copies are dropped by their place.
   */
  private async *look(signal: AbortSignal): AsyncGenerator<Delivery> {
    const { visible, tokens } = this.source;
    for (;;) {
      const page = await visible.after(this.seen, LOOK_EVENTS);
      for (const record of page) {
        if (signal.aborted) return;
        if (comparePlaces(record.place, this.seen) > 0) this.seen = record.place;
        if (this.prefixes?.some((prefix) => record.stream.startsWith(prefix)) === false) continue;
        yield { kind: 'event', event: eventOf(record), position: tokens.write(record.place) };
      }
      if (page.length < LOOK_EVENTS) break;
    }
    if (signal.aborted || this.told === this.seen) return;
    yield this.checkpoint(this.seen);
  }

  private checkpoint(place: Place): Delivery {
    this.told = this.seen;
    return { kind: 'checkpoint', position: this.source.tokens.write(place) };
  }
}

/** The promise's value, or `quiet` when it takes longer than that or the signal fires. */
async function within<Value>(promise: Promise<Value>, millis: number, signal: AbortSignal): Promise<Value | 'quiet'> {
  const { promise: timeout, resolve } = Promise.withResolvers<'quiet'>();
  const timer = globalThis.setTimeout(() => resolve('quiet'), millis);
  const stop = () => resolve('quiet');
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
