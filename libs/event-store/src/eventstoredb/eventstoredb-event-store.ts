import type { AppendOutcome, AppendRequest, EventStore } from '../port.js';
import { Appender, prepareRequest } from './appender.js';
import { EventStoreDbLog, type LogParts } from './eventstoredb-log.js';
import { type PreparedRequest, wantedBy } from './make-plan.js';
import { RequestLine } from './request-line.js';
import { eventOf } from './stored-event.js';
import { StreamTails } from './stream-tails.js';

/** Requests under way to the server at once. */
const CONCURRENT_MAX = 64;
/** Characters of events that may wait; callers beyond that wait for room. */
const IN_LINE_CHARACTERS_MAX = 16_000_000;

interface Parts extends LogParts {
  /** UTC milliseconds. */
  now: () => number;
}

/** The log on an EventStoreDB. Several processes may append at once: the streams' revisions decide between them. */
export class EventStoreDbEventStore extends EventStoreDbLog implements EventStore {
  private readonly appender: Appender;
  private readonly line = new RequestLine({ concurrent: CONCURRENT_MAX, characters: IN_LINE_CHARACTERS_MAX });
  private closing: Promise<void> | undefined;

  constructor({ now, ...reading }: Parts) {
    super(reading);
    const { server, fates, tokens } = this;
    this.appender = new Appender({ server, fates, tokens, now, tails: new StreamTails(server) });
  }

  /** Lets `recordedAt` go on where the log ends. */
  async start(): Promise<void> {
    const last = await this.visible.last();
    if (last !== undefined) this.appender.startAt(eventOf(last).recordedAt);
  }

  async append(requests: readonly AppendRequest[]): Promise<AppendOutcome[]> {
    if (this.closing !== undefined) throw new Error('The event store is closed.');
    const prepared = requests.map(prepareRequest);
    await this.line.room();
    return Promise.all(prepared.map((request) => this.inLine(request)));
  }

  private inLine(request: PreparedRequest): Promise<AppendOutcome> {
    const touches = [`stream ${request.stream}`, ...wantedBy(request).map(({ stream }) => stream)];
    const characters = request.prepared.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
    return this.line.run(touches, characters, () => this.settled(request));
  }

  private async settled(request: PreparedRequest): Promise<AppendOutcome> {
    try {
      const outcome = await this.appender.append(request);
      if (outcome.status === 'appended') this.streams.append(request.stream, outcome.events);
      return outcome;
    } catch (error) {
      return { status: 'unknown', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Waits for what is in line, ends subscriptions, and takes leave of the server. */
  override close(): Promise<void> {
    this.closing ??= this.line.idle().then(() => super.close());
    return this.closing;
  }
}
