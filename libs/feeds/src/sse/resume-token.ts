import type { FeedPosition } from '../domain/index.js';

/** How far each feed of a stream has been told. */
export type Places = ReadonlyMap<string, FeedPosition | null>;

const FEEDS_MAX = 20;
const TOKEN_LENGTH_MAX = 16_384;

/** An event id of a stream: opaque to its reader, who sends it back to go on exactly there. */
export const resumeToken = (places: Places): string =>
  Buffer.from(
    JSON.stringify([...places].map(([feed, place]) => [feed, place?.position ?? null, place?.eventId ?? null])),
  ).toString('base64url');

/** `undefined`: not one that a stream gave out. */
export function readResumeToken(token: string): Places | undefined {
  if (token.length > TOKEN_LENGTH_MAX) return undefined;
  const entries = parsed(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Array.isArray(entries) || entries.length === 0 || entries.length > FEEDS_MAX) return undefined;
  const places = new Map<string, FeedPosition | null>();
  for (const entry of entries) {
    if (!Array.isArray(entry) || entry.length !== 3) return undefined;
    const [feed, position, eventId] = entry as unknown[];
    if (typeof feed !== 'string' || !isTextOrNull(position) || !isTextOrNull(eventId)) return undefined;
    places.set(feed, position === null ? null : { position, eventId });
  }
  return places;
}

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
