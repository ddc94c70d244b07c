import type { Writable } from 'node:stream';
import type { Caller } from '#partners';
import type { Selection } from '../domain/index.js';
import { EventStream } from './event-stream.js';
import { type Followed, ToldStream, type Wants } from './told-stream.js';

/** `slow` and `behind`: it was cut, since its client did not take what it was sent, or fell behind what is kept. */
export type StreamEnd = 'client' | 'slow' | 'behind' | 'key' | 'subscription' | 'shutdown' | 'failure';

/** Whoever asks for a stream, and what may end it from outside. */
export interface Wish {
  selection: Selection;
  caller: Caller;
  /** Asked once in each heartbeat's time: why it ends, or `undefined`. */
  over?: () => Promise<string | undefined>;
}

/** By the name of what is thrown where the client is too slow. */
const CUT_BY: Readonly<Record<string, StreamEnd>> = { SlowClient: 'slow', FellBehind: 'behind' };

/** A stream from its first byte to its last. */
export class OpenStream {
  readonly #ending = new AbortController();
  readonly #events: EventStream;
  readonly #told: ToldStream;
  #end: StreamEnd | undefined;
  #askedAt = performance.now();

  constructor(
    out: Writable,
    followed: readonly Followed[],
    readonly wish: Wish,
    onTold: Wants['onTold'],
  ) {
    this.#events = new EventStream(out);
    const { selection, caller } = wish;
    this.#told = new ToldStream(this.#events, followed, { selection, reader: caller.partner, onTold });
    if (out.destroyed) this.#ending.abort();
    out.once('close', () => this.#ending.abort());
    out.on('error', () => this.#ending.abort());
  }

  /** What ended it; a stream that nothing here has ended was left by its client. */
  get endedBy(): StreamEnd {
    return this.#end ?? 'client';
  }

  end(by: StreamEnd, why: string): void {
    if (!this.#ending.signal.aborted) this.#end = by;
    this.#events.end(why);
    this.#ending.abort();
  }

  /** Shows that it is there after so long a silence. Whether it still may be is asked as often, busy or not. */
  async beat(afterMillis: number): Promise<void> {
    if (this.#events.idleMillis >= afterMillis) this.#events.beat(this.#told.token);
    const now = performance.now();
    if (now - this.#askedAt < afterMillis) return;
    this.#askedAt = now;
    const why = await this.wish.over?.();
    if (why !== undefined) this.end('subscription', why);
  }

  /** Resolves when it has ended; what ended it is answered if it was neither side's wish. */
  async run(): Promise<Error | undefined> {
    const { signal } = this.#ending;
    try {
      await this.#told.tell(signal);
      this.end('client', 'This stream ends; come back with the last id.');
      return undefined;
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      const by = CUT_BY[name] ?? 'failure';
      this.end(by, `${by === 'failure' ? 'Something went wrong here.' : message} Come back with the last id.`);
      return by !== 'failure' || !(error instanceof Error) ? undefined : error;
    }
  }
}
