import type { EventLog, LoggedEvent, Position } from '#event-store';
import { CALENDAR_STREAM } from '../calendar/calendar.js';

/** Periods and the positions at which they were closed, as the calendar stream says. */
export class ClosedPeriods {
  readonly #closedAt = new Map<string, Position>();
  #nextRevision = 0;

  constructor(private readonly events: EventLog) {}

  /** Reads what was added since. */
  async refresh(): Promise<void> {
    let page: LoggedEvent[];
    do {
      page = await this.events.readStream(CALENDAR_STREAM, this.#nextRevision, 1_000);
      for (const { event, position } of page) {
        this.#nextRevision = event.revision + 1;
        const period = event.type === 'PeriodClosed' ? event.data.period : undefined;
        if (typeof period === 'string' && !this.#closedAt.has(period)) this.#closedAt.set(period, position);
      }
    } while (page.length > 0);
  }

  /** Whether the period, or one after it, was closed before anything that comes after this position. */
  isClosedAfter(position: Position | null, period: string): boolean {
    if (position === null) return false;
    for (const [closed, closedAt] of this.#closedAt) {
      if (closed >= period && this.events.compare(closedAt, position) <= 0) return true;
    }
    return false;
  }

  /** Where the first close at or after this position lies; `undefined`: none is known. */
  nextFrom(position: Position): Position | undefined {
    let next: Position | undefined;
    for (const closedAt of this.#closedAt.values()) {
      if (this.events.compare(closedAt, position) < 0) continue;
      if (next === undefined || this.events.compare(closedAt, next) < 0) next = closedAt;
    }
    return next;
  }
}
