import { comparePlaces, type Place } from './place.js';
import { isOfTheLog } from './stored-event.js';
import type { StoredRecord, StreamServer } from './stream-server.js';

/** Records of one look at the server. About half of them, or fewer, are events of the log. */
const LOOK_RECORDS_MAX = 1_000;
const LOOK_BACK_RECORDS = 64;

/** The server's one log as Circulog's: without EventStoreDB's own records and without reservations. */
export class VisibleLog {
  /** The last event known, and how far nothing came after it: what is looked through for the head only grows by what is new. */
  private end: { last: StoredRecord | undefined; seen: Place } | undefined;

  /** `start`: nothing of the log lies before it. */
  constructor(
    private readonly server: StreamServer,
    readonly start: Place,
  ) {}

  async after(place: Place | null, limit: number): Promise<StoredRecord[]> {
    const found: StoredRecord[] = [];
    let from = place ?? this.start;
    while (found.length < limit) {
      const wanted = Math.min(LOOK_RECORDS_MAX, (limit - found.length) * 3 + 8);
      const records = await this.server.readAll(from, wanted);
      for (const record of records) if (isOfTheLog(record)) found.push(record);
      if (records.length < wanted) break;
      from = records.at(-1)?.place ?? from;
    }
    return found.slice(0, limit);
  }

  async last(): Promise<StoredRecord | undefined> {
    let [before, newest]: [Place | null, Place | undefined] = [null, undefined];
    for (let wanted = LOOK_BACK_RECORDS; ; wanted = Math.min(wanted * 4, LOOK_RECORDS_MAX)) {
      const records = await this.server.readAllBackwards(before, wanted);
      newest ??= records[0]?.place;
      const found = records.find((record) => isOfTheLog(record) || this.isSeen(record));
      if (found !== undefined) return this.endsAt(isOfTheLog(found) ? found : this.end?.last, newest);
      if (records.length < wanted) return this.endsAt(undefined, newest);
      before = records.at(-1)?.place ?? null;
    }
  }

  /** Whether the server's log goes at least as far as the place. */
  async reaches(place: Place): Promise<boolean> {
    if (comparePlaces(place, this.end?.seen ?? this.start) <= 0) return true;
    const [newest] = await this.server.readAllBackwards(null, 1);
    return newest !== undefined && comparePlaces(place, newest.place) <= 0;
  }

  private isSeen({ place }: StoredRecord): boolean {
    return comparePlaces(place, this.end?.seen ?? this.start) <= 0;
  }

  private endsAt(last: StoredRecord | undefined, seen: Place | undefined): StoredRecord | undefined {
    if (seen !== undefined) this.end = { last, seen };
    return last;
  }
}
