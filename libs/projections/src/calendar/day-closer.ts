import type { EventStore } from '#event-store';
import { dayOf } from '#kernel';
import type { Calendar } from './calendar.js';
import { closingRequest, dayClosing, periodClosing } from './closing-events.js';
import { dueAt } from './due.js';

/** How often the clock is looked at. A machine that slept, or whose clock was set, is noticed within it. */
const LOOK_MILLIS = 60_000;
export const CLOSE_AFTER_DAYS = 60;

export interface DayCloserOptions {
  events: EventStore;
  calendar: Calendar;
  /** UTC milliseconds. */
  clock: { now(): number };
  /** Fresh UUIDv7. */
  ids: { next(): string };
  /** A month is closed this many days after its end. */
  closeAfterDays?: number;
  onFailure?: (error: unknown) => void;
}

/** Process manager that closes days and months (CONTRACTS P1): at start, and after each midnight UTC. */
export class DayCloser {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: DayCloserOptions) {}

  async start(): Promise<void> {
    await this.closeDue();
    this.#timer ??= setInterval(() => {
      this.closeDue().catch((error: unknown) => this.options.onFailure?.(error));
    }, LOOK_MILLIS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Appends what the calendar lacks. Harmless to call at any time, by any number of processes. */
  async closeDue(): Promise<void> {
    const { events, calendar, clock, closeAfterDays = CLOSE_AFTER_DAYS } = this.options;
    const { day: lastDay, period: lastPeriod } = await calendar.last();
    const [first] = await events.readAll(null, 1);
    const now = clock.now();
    const since = first?.event.recordedAt.slice(0, 10) ?? dayOf(now * 1000);
    const { day, periods } = dueAt(now, { lastDay, lastPeriod, since, closeAfterDays });
    if (day !== undefined) await this.#append(dayClosing(day));
    for (const period of periods) {
      const head = await events.head();
      if (head !== null) await this.#append(periodClosing(period, head));
    }
  }

  /** A rival that was faster has appended the same: its reference says so, and the next look finds nothing due. */
  async #append(closing: ReturnType<typeof dayClosing>): Promise<void> {
    const { events, calendar, clock, ids } = this.options;
    const { revision: lastRevision } = await calendar.last();
    const request = closingRequest(closing, { id: ids.next(), nowMillis: clock.now(), lastRevision });
    const [outcome] = await events.append([request]);
    if (outcome?.status === 'unknown') throw new Error(`${closing.reference} may not be recorded: ${outcome.reason}`);
  }
}
