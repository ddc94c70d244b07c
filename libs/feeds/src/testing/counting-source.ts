import type { Feed, FeedPosition, FeedSource, FeedStep } from '../domain/index.js';

/** The place that step number so is reached at. */
export const at = (position: number): FeedPosition => ({ position: String(position), eventId: null });
/** Everything else that waits gets its turn. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A feed of numbers: step n carries messages n.0, n.1 and so on, or none. Its readers are as slow as it is told. */
export class Counting implements FeedSource {
  readonly feed: Feed;
  readonly steps: FeedStep[] = [];
  readings = 0;

  constructor(
    private readonly turns: () => number,
    name = 'counting',
  ) {
    this.feed = { name } as Feed;
  }

  append(messages: number): void {
    const number = this.steps.length + 1;
    const named = Array.from({ length: messages }, (_, index) => ({
      id: `${number}.${index}`,
      type: 'counted',
      subject: 's',
      time: '2026-03-04T08:00:00Z',
      recordedAt: '2026-03-04T08:00:00Z',
      key: 'k',
      about: {},
      data: {},
    }));
    this.steps.push({ messages: named, reached: at(number) });
  }

  async *read(after: FeedPosition | null, signal: AbortSignal): AsyncIterable<readonly FeedStep[]> {
    this.readings += 1;
    try {
      for (let next = Number(after?.position ?? 0); !signal.aborted; ) {
        for (let turns = this.turns(); turns >= 0 && !signal.aborted; turns -= 1) await turn();
        const some = this.steps.slice(next, next + 1 + this.turns());
        next += some.length;
        if (some.length > 0) yield some;
      }
    } finally {
      this.readings -= 1;
    }
  }

  check = async () => undefined;
  lag = async () => 0;
  end = async () => (this.steps.length === 0 ? null : at(this.steps.length));
  compare = (a: FeedPosition, b: FeedPosition) => Number(a.position) - Number(b.position);

  idsAfter(place: number): string[] {
    return this.steps.slice(place).flatMap(({ messages }) => messages.map(({ id }) => id));
  }
}
