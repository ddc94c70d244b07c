import type { EventLog, LoggedEvent } from '#event-store';
import type { Day, Month } from '#kernel';
import { monthsUntil } from './due.js';

export const CALENDAR_STREAM = 'calendar';

/** How far time has been closed, as the log says (CONTRACTS P1). Right in any process: it reads what was added. */
export class Calendar {
  #period: Month | undefined;
  #closed: ReadonlySet<Month> = new Set();
  #day: Day | undefined;
  #lastRevision = -1;

  constructor(private readonly events: Pick<EventLog, 'readStream'>) {}

  /** The last closed day; `undefined`: none, and nothing that matures is due. */
  async evaluationDay(): Promise<Day | undefined> {
    await this.refresh();
    return this.#day;
  }

  /** Months whose values are final unless restated: the last one that was closed, and all before it. */
  async closedPeriods(): Promise<ReadonlySet<Month>> {
    await this.refresh();
    return this.#closed;
  }

  /** The calendar's last event, day and month. */
  async last(): Promise<{ revision: number; day: Day | undefined; period: Month | undefined }> {
    await this.refresh();
    return { revision: this.#lastRevision, day: this.#day, period: this.#period };
  }

  private async refresh(): Promise<void> {
    for (;;) {
      const page = await this.events.readStream(CALENDAR_STREAM, this.#lastRevision + 1, 1_000);
      if (page.length === 0) return;
      for (const logged of page) this.#take(logged);
    }
  }

  #take({ event: { type, data, revision } }: LoggedEvent): void {
    if (revision <= this.#lastRevision) return;
    this.#lastRevision = revision;
    const { day, period } = data;
    if (type === 'DayClosed' && typeof day === 'string' && (this.#day === undefined || day > this.#day))
      this.#day = day;
    if (type !== 'PeriodClosed' || typeof period !== 'string') return;
    if (this.#period !== undefined && period <= this.#period) return;
    this.#period = period;
    this.#closed = monthsUntil(period);
  }
}
