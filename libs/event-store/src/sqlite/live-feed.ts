import { setImmediate } from 'node:timers/promises';
import type { Delivery, SubscribeOptions } from '../port.js';
import type { Positions } from '../position.js';
import { type LogReader, recordedEvent, type StoredEvent } from './log-reader.js';

/** Events looked at before the event loop gets a turn; of those that only some are wanted of, more. */
const PAGE_EVENTS_MAX = 256;
const SIFTED_EVENTS_MAX = 1_024;
const STREAM_FIELD = '"stream":"';

/** The end of the log as readers see it: where it is, and a way to wait for it to move. */
export class LogEnd {
  private readonly waiting = new Set<() => void>();
  private readonly listening = new Set<() => void>();
  private closed = false;

  constructor(private position: number) {}

  get head(): number {
    return this.position;
  }

  moveTo(head: number): void {
    if (head <= this.position) return;
    this.position = head;
    this.wake();
    for (const tell of this.listening) tell();
  }

  /** Calls back at each move, until the returned function is called. */
  listen(tell: () => void): () => void {
    this.listening.add(tell);
    return () => this.listening.delete(tell);
  }

  close(): void {
    this.closed = true;
    this.wake();
  }

  /** Resolves to whether there is something after the position; `false` when aborted or closed. */
  async passes(position: number, signal: AbortSignal): Promise<boolean> {
    while (this.position <= position && !this.closed && !signal.aborted) await this.nextMove(signal);
    return !this.closed && !signal.aborted;
  }

  private nextMove(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }
}

/**
 * Pages through the log and then waits at its end. The consumer's pace is the reader's: nothing is read ahead of a page.
 * Positions are dense and become visible in order, so that what is after the last one seen is all that was missed.
 */
export async function* follow(
  after: number,
  { prefixes, signal }: SubscribeOptions,
  log: { reader: LogReader; positions: Positions; end: LogEnd },
): AsyncGenerator<Delivery, void, undefined> {
  let seen = after;
  while (await log.end.passes(seen, signal)) {
    const { page, until } = nextPage(seen, prefixes, log);
    for (const stored of page) {
      if (signal.aborted) return;
      seen = stored.position;
      yield { kind: 'event', event: recordedEvent(stored), position: log.positions.write(seen) };
    }
    if (signal.aborted) return;
    seen = until;
    yield { kind: 'checkpoint', position: log.positions.write(seen) };
    await setImmediate();
  }
}

/** What is wanted of the next events, and up to where they have been looked at. */
function nextPage(
  seen: number,
  prefixes: readonly string[] | undefined,
  { reader, end }: { reader: LogReader; end: LogEnd },
): { page: readonly StoredEvent[]; until: number } {
  if (prefixes === undefined) {
    const page = reader.after(seen, PAGE_EVENTS_MAX);
    return { page, until: page.at(-1)?.position ?? seen };
  }
  const until = Math.min(seen + SIFTED_EVENTS_MAX, end.head);
  const sought = prefixes.map((prefix) => STREAM_FIELD + prefix);
  const page = reader.holding(sought, seen, until).filter(({ text }) => startsWithOne(text, prefixes));
  return { page, until };
}

/** Looks at the stream's name without parsing: in the canonical text it is the last field but the type. */
function startsWithOne(text: string, prefixes: readonly string[]): boolean {
  const start = text.lastIndexOf(STREAM_FIELD) + STREAM_FIELD.length;
  return prefixes.some((prefix) => text.startsWith(prefix, start));
}
