import type { Delivery, EventLog } from '#event-store';
import { BATCH_STEPS_MAX, type FeedPosition, type FeedSource, type FeedStep, type LogFeed } from '../domain/index.js';
import { Gathering } from './gather.js';
import { placeInLog } from './place-in-log.js';

/** Checkpoints without messages are worth a step only now and then. */
const QUIET_DELIVERIES_MAX = 1_000;

/** A feed of the log, read from the log. */
export class LogFeedSource implements FeedSource {
  constructor(
    readonly feed: LogFeed,
    private readonly log: EventLog,
  ) {}

  async *read(after: FeedPosition | null, signal: AbortSignal): AsyncIterable<readonly FeedStep[]> {
    const position = await placeInLog(this.log, after);
    const ending = new AbortController();
    const either = AbortSignal.any([signal, ending.signal]);
    const gathering = new Gathering(this.log.subscribe(position, { prefixes: this.feed.prefixes, signal: either }));
    let eventId = after?.eventId ?? null;
    // Whoever has only quiet deliveries before it learns at once how far it is.
    let quiet = QUIET_DELIVERIES_MAX;
    try {
      for (let done = false; !done; ) {
        const gathered = await gathering.take(BATCH_STEPS_MAX);
        done = gathered.done;
        const steps = await this.#stepsOf(gathered.deliveries, eventId);
        const last = steps.at(-1);
        if (last === undefined) continue;
        eventId = last.reached.eventId;
        quiet += gathered.deliveries.length;
        if (quiet < QUIET_DELIVERIES_MAX && steps.every(({ messages }) => messages.length === 0)) continue;
        quiet = 0;
        yield steps;
      }
    } finally {
      ending.abort();
      await gathering.end();
    }
  }

  async check(place: FeedPosition | null): Promise<void> {
    const position = await placeInLog(this.log, place);
    await this.log.distance(position, position);
  }

  async lag(after: FeedPosition | null): Promise<number> {
    return this.log.distance(await placeInLog(this.log, after), await this.log.head());
  }

  async end(): Promise<FeedPosition | null> {
    const position = await this.log.head();
    return position === null ? null : { position, eventId: null };
  }

  compare(a: FeedPosition, b: FeedPosition): number {
    return this.log.compare(a.position, b.position);
  }

  async #stepsOf(deliveries: readonly Delivery[], before: string | null): Promise<FeedStep[]> {
    const events = deliveries.flatMap((delivery) => (delivery.kind === 'event' ? [delivery] : []));
    const messages = events.length === 0 ? [] : await this.feed.messagesOf(events);
    let eventId = before;
    let next = 0;
    return deliveries.map((delivery) => {
      if (delivery.kind === 'checkpoint') return { messages: [], reached: { position: delivery.position, eventId } };
      eventId = delivery.event.id;
      const own = messages[next] ?? [];
      next += 1;
      return { messages: own, reached: { position: delivery.position, eventId } };
    });
  }
}
