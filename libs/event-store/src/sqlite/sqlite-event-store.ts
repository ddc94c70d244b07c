import type { NewEvent, RecordedEvent } from '#kernel';
import type { AppendOutcome, AppendRequest, EventStore, LoggedEvent } from '../port.js';
import { prepareEvent } from '../seal.js';
import { metBefore, StreamCache } from '../stream-cache.js';
import { scopeName, scopeNumber } from './scopes.js';
import { type LogParts, SqliteLog } from './sqlite-log.js';
import type { WireOutcome, WireRequest } from './wire.js';
import type { WriterClient } from './writer-client.js';

interface Parts extends LogParts {
  writer: WriterClient;
  release: () => void;
}

/** The embedded log: one SQLite file, one writer thread, reads on the caller's thread. */
export class SqliteEventStore extends SqliteLog implements EventStore {
  private readonly writer: WriterClient;
  /** Gives the file back to the operating system. */
  private readonly release: () => void;
  private readonly streams = new StreamCache(undefined, metBefore());
  private closing: Promise<void> | undefined;

  constructor({ writer, release, ...reading }: Parts) {
    super(reading);
    this.writer = writer;
    this.release = release;
  }

  /** Calls back whenever the log has moved on, until the returned function is called. */
  onMove(tell: () => void): () => void {
    return this.end.listen(tell);
  }

  async append(requests: readonly AppendRequest[]): Promise<AppendOutcome[]> {
    if (this.closing !== undefined) throw new Error('The event store is closed.');
    await this.writer.room();
    const prepared = requests.map(toWire);
    const outcomes: AppendOutcome[] = new Array(requests.length);
    let unsettled = requests.length;
    return unsettled === 0
      ? outcomes
      : new Promise((resolve) => {
          for (const [index, request] of prepared.entries()) {
            this.writer.send(request, (outcome) => {
              outcomes[index] = this.settled(requests[index]!, outcome);
              unsettled -= 1;
              if (unsettled === 0) resolve(outcomes);
            });
          }
        });
  }

  /** Never throws: an answer that cannot be given must not keep the neighbours from theirs. */
  private settled(request: AppendRequest, outcome: WireOutcome): AppendOutcome {
    try {
      return this.toOutcome(request, outcome);
    } catch (error) {
      return { status: 'unknown', reason: String(error) };
    }
  }

  private toOutcome(request: AppendRequest, outcome: WireOutcome): AppendOutcome {
    switch (outcome.status) {
      case 'appended': {
        const events = this.placed(request, outcome);
        this.streams.append(request.stream, events);
        return { status: 'appended', events };
      }
      case 'repeated': {
        const stored = this.reader.stream(request.stream, request.expectedRevision + 1, request.events.length);
        return { status: 'appended', events: stored.map((one) => this.logged(one)) };
      }
      case 'reservation-held':
        return { ...outcome, scope: scopeName(outcome.scope) };
      default:
        return outcome;
    }
  }

  override async readStreams(names: readonly string[]): Promise<Map<string, LoggedEvent[]>> {
    return this.reader.inOneView(() => {
      const untold = this.reader.last() > this.end.head;
      return new Map(names.map((name) => [name, untold ? this.wholeStream(name) : this.knownStream(name)]));
    });
  }

  /** While nothing is in the file that this thread has not been told of, what is remembered is all. */
  private knownStream(name: string): LoggedEvent[] {
    return this.streams.get(name)?.events.slice() ?? this.wholeStream(name);
  }

  /** What is remembered of it, and what has been written since: the file knows how far it goes. */
  protected override wholeStream(name: string): LoggedEvent[] {
    const known = this.streams.get(name);
    const added = this.reader.rest(name, known?.events.length ?? 0);
    if (added.length === 0) return known?.events.slice() ?? [];
    const events = [...(known?.events ?? []), ...added.map((one) => this.logged(one))];
    this.streams.put(name, {
      events,
      characters: added.reduce((sum, { text }) => sum + text.length, known?.characters ?? 0),
    });
    return events.slice();
  }

  private placed(
    { stream, expectedRevision, events }: AppendRequest,
    { firstPosition, recordedAt, previousHash: first, hashes }: WireOutcome & { status: 'appended' },
  ): LoggedEvent[] {
    return events.map((event: NewEvent, index) => {
      const recorded: RecordedEvent = {
        ...event,
        stream,
        revision: expectedRevision + 1 + index,
        recordedAt,
        previousHash: hashes[index - 1] ?? first,
        hash: hashes[index]!,
      };
      return { event: recorded, position: this.positions.write(firstPosition + index) };
    });
  }

  /** Waits for what is in line, ends subscriptions, and gives the file back. */
  override close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    await this.writer.drain();
    await super.close();
    await this.writer.stopWriting();
    this.release();
  }
}

function toWire({ stream, expectedRevision, events, reservations }: AppendRequest): WireRequest {
  return {
    stream,
    expectedRevision,
    events: events.map((event, index) => prepareEvent(event, stream, expectedRevision + 1 + index)),
    reservations: reservations.map(({ scope, ...reservation }) => ({ ...reservation, scope: scopeNumber(scope) })),
  };
}
