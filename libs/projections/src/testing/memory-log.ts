import type {
  AppendOutcome,
  AppendRequest,
  Delivery,
  EventStore,
  LoggedEvent,
  Position,
  SubscribeOptions,
} from '#event-store';
import type { JsonObject, RecordedEvent } from '#kernel';

/** A log in memory with dense positions, for specs of what reads logs. Hashes are not made. */
export class MemoryLog implements EventStore {
  readonly epoch = 'memory';
  readonly logged: LoggedEvent[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(private readonly now: () => number = () => Date.UTC(2026, 2, 4)) {}

  /** Records one event at the end of a stream, whatever is there. Answers its id. */
  tell(stream: string, type: string, data: JsonObject = {}, more: Partial<RecordedEvent> = {}): string {
    const revision = this.#stream(stream).length;
    const id = more.id ?? `event-${String(this.logged.length + 1).padStart(6, '0')}`;
    const recordedAt = new Date(this.now()).toISOString();
    const event = { id, type, stream, revision, recordedAt, data, recordedBy: 'acme', metadata: {}, ...more };
    this.logged.push({ event: event as RecordedEvent, position: `${this.epoch}:${this.logged.length + 1}` });
    for (const wake of [...this.#waiting]) wake();
    return id;
  }

  async append(requests: readonly AppendRequest[]): Promise<AppendOutcome[]> {
    return requests.map(({ stream, expectedRevision, events }): AppendOutcome => {
      const actualRevision = this.#stream(stream).length - 1;
      if (actualRevision !== expectedRevision) return { status: 'wrong-expected-revision', actualRevision };
      for (const event of events) this.tell(stream, event.type, event.data, event as Partial<RecordedEvent>);
      return { status: 'appended', events: this.logged.slice(-events.length) };
    });
  }

  async readStream(stream: string, fromRevision = 0, limit = Number.POSITIVE_INFINITY): Promise<LoggedEvent[]> {
    return this.#stream(stream).slice(fromRevision, fromRevision + limit);
  }

  async readStreams(streams: readonly string[]): Promise<Map<string, LoggedEvent[]>> {
    return new Map(streams.map((stream) => [stream, this.#stream(stream)]));
  }

  async readEvent(id: string): Promise<LoggedEvent | undefined> {
    return this.logged.find(({ event }) => event.id === id);
  }

  async readAll(after: Position | null, limit: number): Promise<LoggedEvent[]> {
    return this.logged.slice(placeOf(after), placeOf(after) + limit);
  }

  async *subscribe(after: Position | null, { signal }: SubscribeOptions): AsyncIterable<Delivery> {
    for (let seen = placeOf(after); !signal.aborted; ) {
      const next = this.logged[seen];
      if (next !== undefined) {
        seen += 1;
        yield { kind: 'event', ...next };
      } else await this.#nextTold(signal);
    }
  }

  async holders(): Promise<Map<string, string>> {
    return new Map();
  }

  async head(): Promise<Position | null> {
    return this.logged.at(-1)?.position ?? null;
  }

  async distance(after: Position | null, to: Position | null): Promise<number> {
    return Math.max(0, placeOf(to) - placeOf(after));
  }

  async positionAt(recordedAt: string): Promise<Position | null> {
    return this.logged.findLast(({ event }) => event.recordedAt <= recordedAt)?.position ?? null;
  }

  compare(a: Position, b: Position): number {
    return placeOf(a) - placeOf(b);
  }

  async close(): Promise<void> {}

  #stream(stream: string): LoggedEvent[] {
    return this.logged.filter(({ event }) => event.stream === stream);
  }

  #nextTold(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}

const placeOf = (position: Position | null): number => Number(position?.split(':')[1] ?? 0);
