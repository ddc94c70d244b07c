import type { Writable } from 'node:stream';

/** The client has not taken what it was sent for too long. */
export class SlowClient extends Error {
  override readonly name = 'SlowClient';
}

/** How long a client may leave what it was sent lying. */
const STALLED_MILLIS_MAX = 30_000;
/** The last words may be on their way for so long. */
const LINGER_MILLIS = 5_000;
/** A client that was told to come back does so after this time. */
const RETRY_MILLIS = 2_000;

/** Server-sent events on one connection. What is kept for a slow client is one write, and what Node buffers (16 KiB). */
export class EventStream {
  #writtenAt = performance.now();
  #ended = false;

  constructor(
    private readonly out: Writable,
    private readonly stalledMillisMax = STALLED_MILLIS_MAX,
  ) {}

  get idleMillis(): number {
    return performance.now() - this.#writtenAt;
  }

  begin(token: string): Promise<void> {
    return this.write(`retry: ${RETRY_MILLIS}\nid: ${token}\n\n`);
  }

  /** Moves the client's place on without telling it anything. */
  beat(token: string): void {
    if (!this.out.writableNeedDrain) void this.write(`: here\nid: ${token}\n\n`).catch(() => undefined);
  }

  /** Resolves when there is room for more. Throws `SlowClient`. */
  async write(text: string): Promise<void> {
    if (this.#ended || this.out.destroyed) return;
    this.#writtenAt = performance.now();
    if (this.out.write(text)) return;
    if (!(await this.#drained())) throw new SlowClient('The stream was not read for too long.');
  }

  /** Says why, and when to come back. */
  end(why: string): void {
    if (this.#ended || this.out.destroyed) return;
    this.#ended = true;
    this.out.end(`: ${why}\nretry: ${RETRY_MILLIS}\n\n`);
    setTimeout(() => this.out.destroy(), LINGER_MILLIS).unref();
  }

  /** Whether it drained, or there is nobody left to wait for. */
  #drained(): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (drained: boolean) => () => {
        clearTimeout(timer);
        this.out.off('drain', taken).off('close', taken);
        resolve(drained);
      };
      const taken = settle(true);
      const timer = setTimeout(settle(false), this.stalledMillisMax);
      this.out.once('drain', taken).once('close', taken);
    });
  }
}
