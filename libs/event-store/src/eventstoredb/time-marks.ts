import { BoundedMap } from '#kernel';
import type { Place } from './place.js';
import { OWN_PREFIX, textOf, uuidOf } from './stored-event.js';
import type { StoredRecord, StreamServer } from './stream-server.js';

const STREAM = `${OWN_PREFIX}moments`;
/** About 200 bytes each. */
const REMEMBERED_MAX = 4_096;

/** After the event at `place`, nothing up to there was recorded later than `latest`. That stays true for ever. */
export interface TimeMark {
  place: Place;
  latest: string;
}

/** Marks along the log, kept in a stream of its own by whoever reads past the last one: no process reads it all again. */
export class TimeMarks {
  private readonly remembered = new BoundedMap<number, TimeMark>(REMEMBERED_MAX);

  constructor(private readonly server: StreamServer) {}

  /** The last mark that is not later than the time, and its number; `undefined` before the first one. */
  async lastAtOrBefore(time: string): Promise<{ mark: TimeMark; number: number } | undefined> {
    const last = await this.server.last(STREAM);
    if (last === undefined) return undefined;
    const newest = this.remember(last);
    if (newest.latest <= time) return { mark: newest, number: last.revision };
    // `latest` never falls from one mark to the next.
    let [low, high] = [0, last.revision];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((await this.at(middle)).latest <= time) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : { mark: await this.at(low - 1), number: low - 1 };
  }

  /** `false` when another reader was faster: then its mark has that number. */
  async put(number: number, { place, latest }: TimeMark): Promise<boolean> {
    const text = JSON.stringify({ commit: String(place.commit), prepare: String(place.prepare), latest });
    const record = { id: uuidOf(`${STREAM} ${number} ${text}`), type: 'Moment', data: Buffer.from(text), metadata: {} };
    return (await this.server.write(STREAM, number - 1, [record])).status === 'written';
  }

  private async at(number: number): Promise<TimeMark> {
    const known = this.remembered.get(number);
    if (known !== undefined) return known;
    const [record] = await this.server.read(STREAM, number, 1);
    if (record === undefined) throw new Error(`Mark ${number} of ${STREAM} is gone.`);
    return this.remember(record);
  }

  private remember(record: StoredRecord): TimeMark {
    const { commit, prepare, latest } = JSON.parse(textOf(record)) as Record<'commit' | 'prepare' | 'latest', string>;
    const mark = { place: { commit: BigInt(commit), prepare: BigInt(prepare) }, latest };
    this.remembered.set(record.revision, mark);
    return mark;
  }
}
