import { comparePlaces, type Place } from './place.js';
import { eventOf } from './stored-event.js';
import type { StreamServer } from './stream-server.js';
import { TimeMarks } from './time-marks.js';
import type { VisibleLog } from './visible-log.js';

const PAGE_EVENTS = 512;
/** Events from one mark to the next: what is read to answer a question, at most. */
const MARK_EVENTS = 4_096;
/** Later than any time that an event can have. */
const END_OF_TIME = '~';

/**
 * Translates a time into the place before the first event that was recorded later. That answer stays the same while the
 * log grows, also when an event that was half done is finished late. EventStoreDB reads from places that it has given
 * out only, so that places cannot be halved: marks are, which whoever reads on leaves behind on the server.
 */
export class Moments {
  private readonly marks: TimeMarks;
  private line: Promise<unknown> = Promise.resolve();
  private passed = 0;

  constructor(
    private readonly log: VisibleLog,
    server: StreamServer,
    private readonly markEvents = MARK_EVENTS,
  ) {
    this.marks = new TimeMarks(server);
  }

  /** Last place up to which everything was recorded at or before the time (UTC, as events write it). */
  lastAtOrBefore(time: string): Promise<Place | null> {
    return this.inLine(() => this.search(time, null));
  }

  /**
   * To be told by who reads every event: now and then it goes on with the marks up to there, so that a question does not
   * find a log without them.
   */
  pass(place: () => Place): void {
    this.passed += 1;
    if (this.passed % this.markEvents !== 0) return;
    // A mark that fails now is left by the next one who passes.
    this.inLine(() => this.search(END_OF_TIME, place())).catch(() => undefined);
  }

  private inLine<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const answer = this.line.then(work);
    this.line = answer.catch(() => undefined);
    return answer;
  }

  private async search(time: string, until: Place | null): Promise<Place | null> {
    const known = await this.marks.lastAtOrBefore(time);
    let next = (known?.number ?? -1) + 1;
    let [last, latest, unmarked] = [known?.mark.place ?? null, known?.mark.latest ?? '', 0];
    const size = Math.min(PAGE_EVENTS, this.markEvents);
    for (;;) {
      const page = await this.log.after(last, size);
      for (const record of page) {
        const { recordedAt } = eventOf(record);
        if (recordedAt > time) return last;
        if (recordedAt > latest) latest = recordedAt;
        last = record.place;
      }
      unmarked += page.length;
      if (last === null || page.length < size) return last;
      if (unmarked >= this.markEvents) {
        unmarked = 0;
        // Where another reader has left a mark at the same time, its marks are as good.
        if (await this.marks.put(next, { place: last, latest })) next += 1;
      }
      if (until !== null && comparePlaces(last, until) >= 0) return last;
    }
  }
}
