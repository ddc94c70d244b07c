import { BoundedMap } from '#kernel';
import type { ReadStore, Write } from '#read-store';
import type { Link } from '../domain/index.js';
import { KNOWN_LINKS_MAX, LINK_LOOKUP_MAX } from './limits.js';
import { LINKS } from './names.js';

const linkId = ({ stream, deviceId }: Link): string => `${stream}|${deviceId}`;

/**
 * Which devices have to be folded again when a stream gets an event. Only ever added to: a link too many costs a fold,
 * a missing one a wrong number. Documents never change, so that every build may write them.
 */
export class LinkIndex {
  readonly #known = new BoundedMap<string, true>(KNOWN_LINKS_MAX);

  constructor(private readonly reads: ReadStore) {}

  /** Devices by stream; streams without any are absent. */
  async devicesOf(streams: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (let start = 0; start < streams.length; start += LINK_LOOKUP_MAX) {
      const where = { stream: { in: streams.slice(start, start + LINK_LOOKUP_MAX) } };
      let after: string | undefined;
      do {
        const page = await this.reads.find(LINKS, { where, limit: 1_000, ...(after === undefined ? {} : { after }) });
        for (const { document } of page.items) {
          const { stream, deviceId } = document as unknown as Link;
          const devices = found.get(stream);
          if (devices === undefined) found.set(stream, [deviceId]);
          else devices.push(deviceId);
        }
        after = page.next;
      } while (after !== undefined);
    }
    return found;
  }

  /** Those that the index does not hold yet, each once. */
  async missing(links: readonly Link[]): Promise<Link[]> {
    const asked = new Map(links.map((link) => [linkId(link), link]));
    const unknown = [...asked.keys()].filter((id) => !this.#known.has(id));
    const stored = await this.reads.getMany(LINKS, unknown);
    for (const id of stored.keys()) this.#known.set(id, true);
    return unknown.filter((id) => !stored.has(id)).map((id) => asked.get(id) as Link);
  }

  static writeOf({ stream, deviceId }: Link): Write {
    return { collection: LINKS, id: linkId({ stream, deviceId }), document: { stream, deviceId } };
  }
}
