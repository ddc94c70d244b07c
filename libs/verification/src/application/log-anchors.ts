import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { EventLog, Position } from '#event-store';
import { EVENT_STORE } from '#platform';
import { AnchorBuilder } from '../anchor/anchor-builder.js';
import type { LogAnchor } from '../anchor/log-anchor.js';

const PAGE = 500;
/** How long a question waits for an anchor that is being made. */
const PATIENCE_MILLIS = 10_000;

export interface AnchorAt {
  anchor: LogAnchor;
  /** Of its last event. */
  position: Position | null;
}

/** Still reading: of so many events that many. */
export interface AnchorUnderWay {
  done: number;
  total: number;
}

/** A reading of the log from its start, as far as it was asked for. */
class Reading {
  readonly builder = new AnchorBuilder();
  position: Position | null = null;
}

/**
 * Anchors of the log that this process serves, made one at a time. The present one goes on from where it was; one of an
 * earlier moment is read from the start. A long log takes longer than a caller waits: who asks again finds it further.
 */
@Injectable()
export class LogAnchors implements OnApplicationShutdown {
  private readonly present = new Reading();
  private past = { events: 0, reading: new Reading() };
  private turn: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(@Inject(EVENT_STORE) private readonly log: EventLog) {}

  /** Of the whole log, or of its first events. `undefined`: it has not so many. */
  at(events?: number): Promise<AnchorAt | AnchorUnderWay | undefined> {
    const mine = this.turn.then(() => this.read(events));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.turn;
  }

  private async read(events?: number): Promise<AnchorAt | AnchorUnderWay | undefined> {
    const total = await this.log.distance(null, await this.log.head());
    const wanted = events ?? total;
    if (wanted > total) return undefined;
    const reading = this.readingOf(wanted);
    const { builder } = reading;
    const until = performance.now() + PATIENCE_MILLIS;
    while (builder.events < wanted) {
      if (this.stopped || performance.now() > until) return { done: builder.events, total: wanted };
      const page = await this.log.readAll(reading.position, Math.min(PAGE, wanted - builder.events));
      for (const { event, position } of page) {
        builder.add(event.hash);
        reading.position = position;
      }
      await setImmediate();
    }
    return { anchor: builder.anchor(), position: reading.position };
  }

  private readingOf(wanted: number): Reading {
    if (wanted >= this.present.builder.events) return this.present;
    if (this.past.events !== wanted) this.past = { events: wanted, reading: new Reading() };
    return this.past.reading;
  }
}
