import type { Delivery, FollowedLog, LoggedEvent, Position, SubscribeOptions } from '../port.js';
import { openForReading } from './connection.js';
import { LogEnd } from './live-feed.js';
import { logPath } from './log-path.js';
import { LogReader, type StoredEvent } from './log-reader.js';
import { epochOf } from './schema.js';
import { type LogParts, SqliteLog } from './sqlite-log.js';

/** How often a follower looks by itself, for the case that nobody tells it. */
const LOOK_MILLIS = 1_000;

/** Text of events kept at hand; what is read on beyond that begins anew. */
const AT_HAND_CHARACTERS_MAX = 6 * 1024 * 1024;

/**
 * The embedded log as another thread of the owning process reads it: without the ownership, on a connection that cannot
 * write. Keeps the events of the pages that it read last, one after the other, so that folding them does not parse them a
 * second time.
 */
export class LogFollower extends SqliteLog implements FollowedLog {
  private atHand = new Map<string, LoggedEvent[]>();
  private atHandCharacters = 0;
  /** Position of the last event at hand. */
  private atHandUntil = 0;
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
    const stored = this.stored(after, limit);
    if (this.positions.read(after) !== this.atHandUntil || this.atHandCharacters > AT_HAND_CHARACTERS_MAX) {
      this.atHand = new Map();
      this.atHandCharacters = 0;
    }
    this.atHandUntil = stored.at(-1)?.position ?? this.positions.read(after);
    return stored.map((one) => this.keepAtHand(one));
  }

  private keepAtHand(stored: StoredEvent): LoggedEvent {
    const logged = this.logged(stored);
    const { stream } = logged.event;
    const known = this.atHand.get(stream);
    if (known === undefined) this.atHand.set(stream, [logged]);
    else known.push(logged);
    this.atHandCharacters += stored.text.length;
    return logged;
  }

  override async readStreams(streams: readonly string[]): Promise<Map<string, LoggedEvent[]>> {
    return this.reader.inOneView(() => {
      const isNewest = this.reader.last() === this.atHandUntil;
      return new Map(streams.map((name) => [name, this.streamBeside(name, isNewest)]));
    });
  }

  /** Pages that follow each other hold all of a stream between the first and the last of it that it holds. */
  private streamBeside(name: string, isNewest: boolean): LoggedEvent[] {
    const known = this.atHand.get(name);
    const first = known?.[0]?.event.revision;
    const last = known?.at(-1)?.event.revision;
    if (known === undefined || first === undefined || last === undefined) return this.rest(name, 0);
    const before = first === 0 ? [] : this.reader.beginning(name, first).map((one) => this.logged(one));
    return [...before, ...known, ...(isNewest ? [] : this.rest(name, last + 1))];
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
