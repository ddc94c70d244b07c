import { type AppendRequest, type EventStore, type LoggedEvent, platformFact } from '#event-store';
import { canonicalJson, sha256Hex } from '#kernel';

/** As the event's schema bounds a part: an event has at most 64 KB, whatever is written in it. */
const PART_CHARS = 16_000;

export interface Stating {
  /** Stream of the content alone, named for it: what was stated once is never stated again. */
  stream: string;
  edition: string;
  content: unknown;
  decidedBy: string;
  ids: { next(): string };
  nowMillis: number;
}

/** All parts of the content in one append: it is there as a whole, or not at all. */
export function contentRequest({ stream, edition, content, decidedBy, ids, nowMillis }: Stating): AppendRequest {
  const json = canonicalJson(content);
  const sha256 = sha256Hex(json);
  const texts = partsOf(json);
  const requests = texts.map((text, index) => {
    const part = index + 1;
    const data = { edition, sha256, part, parts: texts.length, text, decidedBy };
    const reference = `edition-stated/${sha256}/${part}`;
    const fact = { stream, type: 'EditionStated', data, reference, digest: `1:${sha256.slice(0, 32)}` };
    return platformFact(fact, { id: ids.next(), nowMillis, lastRevision: -1 });
  });
  return {
    stream,
    expectedRevision: -1,
    events: requests.flatMap(({ events }) => events),
    reservations: requests.flatMap(({ reservations }) => reservations),
  };
}

/** Cut between characters, never inside of one. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = from + PART_CHARS;
    const inside = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
    parts.push(text.slice(from, inside ? end - 1 : end));
    from += parts.at(-1)?.length ?? 0;
  }
  return parts;
}

/** As the log holds it: its JSON is a text in JSON. */
export const statedBytes = (content: unknown): number => Buffer.byteLength(JSON.stringify(canonicalJson(content)));

/** Reads a content back, and holds it to its name. */
export async function statedContent(
  store: Pick<EventStore, 'readStream'>,
  stream: string,
  sha256: string,
): Promise<unknown> {
  const logged: LoggedEvent[] = await store.readStream(stream);
  const text = logged.map(({ event }) => String(event.data.text)).join('');
  if (sha256Hex(text) !== sha256) throw new Error(`The content of ${stream} is not what its name says.`);
  return JSON.parse(text);
}
