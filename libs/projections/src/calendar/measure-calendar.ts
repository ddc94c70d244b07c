import type { EventLog, Position } from '#event-store';
import type { Month } from '#kernel';
import type { MeasureReader } from '../reading/measure-reader.js';
import type { Calendar } from './calendar.js';
import { CalendarHistory, closedMonths, NOTHING_CLOSED } from './calendar-history.js';

/** What metrics ask about time: the evaluation day, what is final, what was restated. */
export class MeasureCalendar {
  readonly #history: CalendarHistory;

  constructor(
    private readonly calendar: Calendar,
    private readonly measures: Pick<MeasureReader, 'restatedPeriods'>,
    private readonly log: Pick<EventLog, 'readStream' | 'compare'>,
  ) {
    this.#history = new CalendarHistory(log);
  }

  evaluationDay() {
    return this.calendar.evaluationDay();
  }

  closedPeriods() {
    return this.calendar.closedPeriods();
  }

  async closedBefore(position: Position): Promise<ReadonlySet<Month>> {
    const closings = await this.#history.closings();
    const last = closings.findLast((closing) => this.log.compare(closing.position, position) < 0);
    return closedMonths(last?.after ?? NOTHING_CLOSED);
  }

  restatedPeriods(measures: Iterable<string>): Promise<ReadonlyMap<string, ReadonlySet<Month>>> {
    return this.measures.restatedPeriods(measures);
  }
}
