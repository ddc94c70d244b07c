import type { Delivery, FollowedLog, LoggedEvent, Position, SubscribeOptions } from '../port.js';
import { openForReading } from './connection.js';
import { LogEnd } from './live-feed.js';
import { logPath } from './log-path.js';
import { LogReader } from './log-reader.js';
import { epochOf } from './schema.js';
import { type LogParts, SqliteLog } from './sqlite-log.js';

/** How often a follower looks by itself, for the case that nobody tells it. */
const LOOK_MILLIS = 1_000;

/**
 * The embedded log as another thread of the owning process reads it: without the ownership, on a connection that cannot
 * write. Keeps the events of the page that it read last, so that folding them does not parse them a second time.
 */
export class LogFollower extends SqliteLog implements FollowedLog {
  private atHand: ReadonlyMap<string, LoggedEvent[]> = new Map();
  private readonly looking: NodeJS.Timeout;

  constructor(parts: LogParts) {
    super(parts);
    this.lookAtEnd();
    this.looking = setInterval(() => this.lookAtEnd(), LOOK_MILLIS).unref();
  }

  nudge(): void {
    this.lookAtEnd();
  }

  override async head(): Promise<Position | null> {
    this.lookAtEnd();
    return super.head();
  }

  override async positionAt(recordedAt: string): Promise<Position | null> {
    this.lookAtEnd();
    return super.positionAt(recordedAt);
  }

  override subscribe(after: Position | null, options: SubscribeOptions): AsyncIterable<Delivery> {
    this.lookAtEnd();
    return super.subscribe(after, options);
  }

  override async readAll(after: Position | null, limit: number): Promise<LoggedEvent[]> {
    const page = await super.readAll(after, limit);
    this.atHand = Map.groupBy(page, ({ event }) => event.stream);
    return page;
  }

  /** A page holds all of a stream between the first and the last of it that it holds. */
  protected override wholeStream(name: string): LoggedEvent[] {
    const known = this.atHand.get(name);
    const first = known?.[0]?.event.revision;
    const last = known?.at(-1)?.event.revision;
    if (known === undefined || first === undefined || last === undefined) return super.wholeStream(name);
    const before = first === 0 ? [] : this.reader.stream(name, 0, first).map((one) => this.logged(one));
    return [...before, ...known, ...this.rest(name, last + 1)];
  }

  private lookAtEnd(): void {
    this.end.moveTo(this.reader.last());
  }

  override async close(): Promise<void> {
    clearInterval(this.looking);
    this.atHand = new Map();
    await super.close();
  }
}

/** Throws when there is no log at this path or URL: its owner makes it. */
export async function followSqliteEventStore(location: string): Promise<LogFollower> {
  const database = openForReading(logPath(location));
  try {
    return new LogFollower({ epoch: epochOf(database), reader: new LogReader(database), end: new LogEnd(0) });
  } catch (error) {
    database.close();
    throw error;
  }
}
