import type { Reader } from '#lifecycle/domain';
import { type FeedPosition, type Selection, selects } from '../domain/index.js';
import { followFeed } from '../live/follow-feed.js';
import type { LiveFeed } from '../live/live-feed.js';
import type { LiveRing } from '../live/live-ring.js';
import type { WrittenStep } from '../live/written-step.js';
import type { EventStream } from './event-stream.js';
import type { StartingPlace } from './places-of.js';
import { type Places, resumeToken } from './resume-token.js';

/** More than this is not written at once: the client's pace is looked at in between. */
const WRITE_LENGTH_MAX = 64 * 1024;

export interface Followed {
  live: LiveFeed;
  ring: LiveRing;
  after: StartingPlace;
}

export interface Wants {
  selection: Selection;
  reader: Reader;
  /** So many messages of a feed have been written. */
  onTold: (feed: string, messages: number) => void;
}

/** What one subscriber is told of some feeds, in one stream of which every id stands for the places in all of them. */
export class ToldStream {
  readonly #places: Map<string, Places extends ReadonlyMap<string, infer Place> ? Place : never>;

  constructor(
    private readonly stream: EventStream,
    private readonly followed: readonly Followed[],
    private readonly wants: Wants,
  ) {
    const at = ({ ring, after }: Followed) => (after === 'now' ? ring.reached : after);
    this.#places = new Map(followed.map((one) => [one.live.source.feed.name, at(one)]));
  }

  get token(): string {
    return resumeToken(this.#places);
  }

  /** Until aborted. Throws `SlowClient`, `FellBehind`, and what a source throws. */
  async tell(signal: AbortSignal): Promise<void> {
    await this.stream.begin(this.token);
    await Promise.all(this.followed.map((one) => this.#tellOne(one, signal)));
  }

  async #tellOne({ live, ring, after }: Followed, signal: AbortSignal): Promise<void> {
    const { source } = live;
    const { name } = source.feed;
    for await (const steps of followFeed({ ring, source }, after, signal)) {
      let [text, messages] = ['', 0];
      for (const step of steps) {
        const wanted = this.#wantedOf(step);
        text += this.#textOf(name, wanted, step.reached);
        messages += wanted.length;
        if (text.length < WRITE_LENGTH_MAX) continue;
        await this.stream.write(text);
        text = '';
      }
      if (text !== '') await this.stream.write(text);
      if (messages > 0) this.wants.onTold(name, messages);
    }
  }

  #wantedOf({ messages }: WrittenStep): WrittenStep['messages'] {
    const { selection, reader } = this.wants;
    return messages.filter(({ message }) => selects(selection, reader, message));
  }

  /** Only the last message of a step carries an id: whoever has not got all of it gets all of it again. */
  #textOf(feed: string, wanted: WrittenStep['messages'], reached: FeedPosition): string {
    this.#places.set(feed, reached);
    return wanted
      .map(({ text }, index) => (index === wanted.length - 1 ? `id: ${this.token}\n${text}\n` : `${text}\n`))
      .join('');
  }
}
