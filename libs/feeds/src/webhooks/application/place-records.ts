import type { JsonObject } from '#kernel';
import { LIST_LIMIT_MAX, type OpsStore } from '#ops-store';
import type { FeedPosition } from '../../domain/index.js';

const PLACES = 'webhook-places';

export interface KeptPlace {
  place: FeedPosition | null;
  version: number;
}

/**
 * How far each feed of a subscription has been delivered. Each place has a record of its own: whoever adds a feed says
 * where it begins while what delivers the others goes on writing theirs.
 */
export class PlaceRecords {
  constructor(private readonly ops: OpsStore) {}

  /** By feed. One that has no place yet begins at the end that is told. */
  async of(
    subscription: string,
    feeds: readonly string[],
    endOf: (feed: string) => Promise<FeedPosition | null>,
  ): Promise<Map<string, KeptPlace>> {
    await this.#separate(subscription);
    const places = await this.#listed(subscription);
    const missing = feeds.filter((feed) => !places.has(feed));
    if (missing.length === 0) return places;
    for (const feed of missing) places.set(feed, await this.#begin(subscription, feed, await endOf(feed)));
    // Where somebody was faster, theirs is the place.
    for (const [feed, kept] of await this.#listed(subscription)) places.set(feed, kept);
    return places;
  }

  /** Resolves to its version then; `undefined`: there is none any more, and none is made. */
  async move(subscription: string, feed: string, { place, version }: KeptPlace): Promise<number | undefined> {
    const id = idOf(subscription, feed);
    for (let known: number | undefined = version; known !== undefined; ) {
      if (await this.ops.put(PLACES, id, documentOf(place), known)) return known + 1;
      known = (await this.ops.get(PLACES, id))?.version;
    }
    return undefined;
  }

  async remove(subscription: string, feed: string): Promise<void> {
    await this.ops.remove(PLACES, idOf(subscription, feed));
  }

  async forget(subscription: string): Promise<void> {
    await this.ops.remove(PLACES, subscription);
    await this.ops.removeBefore(PLACES, `${subscription}0`, idOf(subscription));
  }

  async #listed(subscription: string): Promise<Map<string, KeptPlace>> {
    const prefix = idOf(subscription);
    const { items } = await this.ops.list(PLACES, { prefix, limit: LIST_LIMIT_MAX });
    const places = items.map(({ id, version, document }): [string, KeptPlace] => {
      const place = document.place as unknown as FeedPosition | null;
      return [id.slice(prefix.length), { place, version }];
    });
    return new Map(places);
  }

  /** Leaves one alone that is there. */
  async #begin(subscription: string, feed: string, place: FeedPosition | null): Promise<KeptPlace> {
    await this.ops.put(PLACES, idOf(subscription, feed), documentOf(place), 0);
    return { place, version: 1 };
  }

  /** Earlier versions kept all places of a subscription in one record. */
  async #separate(subscription: string): Promise<void> {
    const together = await this.ops.get(PLACES, subscription);
    if (together === undefined) return;
    const places = together.document as unknown as Record<string, FeedPosition | null>;
    for (const [feed, place] of Object.entries(places)) await this.#begin(subscription, feed, place);
    await this.ops.remove(PLACES, subscription);
  }
}

/** `0` follows the slash: everything of a subscription lies between the two. */
const idOf = (subscription: string, feed = ''): string => `${subscription}/${feed}`;

const documentOf = (place: FeedPosition | null): JsonObject => ({ place: place as unknown as JsonObject | null });
