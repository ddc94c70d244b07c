import type { EventLog, Position } from '#event-store';
import type { Day, Month } from '#kernel';
import { CALENDAR_STREAM } from './calendar.js';
import { monthsUntil } from './due.js';

/** One event of the calendar, and how far it closed time. */
export interface Closing {
  revision: number;
  position: Position;
  eventId: string;
  recordedAt: string;
  /** How time is closed from this event on. */
  after: ClosedTime;
}

export interface ClosedTime {
  day: Day | undefined;
  period: Month | undefined;
}

export const NOTHING_CLOSED: ClosedTime = { day: undefined, period: undefined };

/** All that the calendar stream says, event by event: for readers that go through history in its order. */
export class CalendarHistory {
  readonly #closings: Closing[] = [];

  constructor(private readonly events: Pick<EventLog, 'readStream'>) {}

  /** Ascending; the revision is the index. */
  async closings(): Promise<readonly Closing[]> {
    for (;;) {
      const page = await this.events.readStream(CALENDAR_STREAM, this.#closings.length, 1_000);
      for (const { event, position } of page) {
        if (event.revision !== this.#closings.length) continue;
        const { day, period } = this.#closings.at(-1)?.after ?? NOTHING_CLOSED;
        const { id: eventId, revision, recordedAt, type, data } = event;
        const after = {
          day: type === 'DayClosed' ? later(day, data.day) : day,
          period: type === 'PeriodClosed' ? later(period, data.period) : period,
        };
        this.#closings.push({ revision, position, eventId, recordedAt, after });
      }
      if (page.length === 0) return this.#closings;
    }
  }
}

/** Closing a month closes those before it. */
export const closedMonths = ({ period }: ClosedTime): ReadonlySet<Month> =>
  period === undefined ? new Set() : monthsUntil(period);

const later = (known: string | undefined, told: unknown): string | undefined =>
  typeof told === 'string' && (known === undefined || told > known) ? told : known;
