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

  /** What is read decides how many events there are: not every log counts them, and a distance may be reckoned. */
  private async read(events?: number): Promise<AnchorAt | AnchorUnderWay | undefined> {
    const head = await this.log.head();
    const reading = this.readingOf(events);
    const { builder } = reading;
    const isDone = () => (events === undefined ? this.isAt(head, reading) : builder.events === events);
    const until = performance.now() + PATIENCE_MILLIS;
    while (!isDone()) {
      if (this.stopped || performance.now() > until) {
        const total = events ?? builder.events + (await this.log.distance(reading.position, head));
        return { done: builder.events, total };
      }
      const page = await this.log.readAll(reading.position, Math.min(PAGE, (events ?? Infinity) - builder.events));
      if (page.length === 0) break;
      for (const { event, position } of page) {
        builder.add(event.hash);
        reading.position = position;
      }
      await setImmediate();
    }
    if (events !== undefined && builder.events < events) return undefined;
    return { anchor: builder.anchor(), position: reading.position };
  }

  private isAt(head: Position | null, { position }: Reading): boolean {
    return head === null || (position !== null && this.log.compare(position, head) >= 0);
  }

  private readingOf(events: number | undefined): Reading {
    if (events === undefined || events >= this.present.builder.events) return this.present;
    if (this.past.events !== events) this.past = { events, reading: new Reading() };
    return this.past.reading;
  }
}
