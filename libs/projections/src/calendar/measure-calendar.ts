import type { Month } from '#kernel';
import type { MeasureReader } from '../reading/measure-reader.js';
import type { Calendar } from './calendar.js';

/** What metrics ask about time: the evaluation day, what is final, what was restated. */
export class MeasureCalendar {
  constructor(
    private readonly calendar: Calendar,
    private readonly measures: Pick<MeasureReader, 'restatedPeriods'>,
  ) {}

  evaluationDay() {
    return this.calendar.evaluationDay();
  }

  closedPeriods() {
    return this.calendar.closedPeriods();
  }

  restatedPeriods(measures: readonly string[]): Promise<ReadonlySet<Month>> {
    return this.measures.restatedPeriods(measures);
  }
}
