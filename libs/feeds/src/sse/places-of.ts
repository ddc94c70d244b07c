import { type ProblemError, problem } from '#platform';
import type { FeedPosition, FeedSource } from '../domain/index.js';
import { readResumeToken } from './resume-token.js';

export type StartingPlace = FeedPosition | null | 'now';

/** Where the reading of each feed begins, by what the client sent. Throws problems, before the stream begins. */
export async function placesOf(
  sources: readonly FeedSource[],
  { lastEventId, after }: { lastEventId?: string | undefined; after?: string | undefined },
): Promise<StartingPlace[]> {
  const token = lastEventId ?? after ?? 'now';
  if (token === 'now') return sources.map(() => 'now');
  if (token === 'start') return sources.map(() => null);
  const pointer = lastEventId === undefined ? '/query/after' : '/headers/last-event-id';
  const places = readResumeToken(token);
  if (places === undefined) throw unreadable(pointer, 'That is no event id of a stream.');
  if (!sources.some(({ feed }) => places.has(feed.name))) throw unreadable(pointer, 'That is an id of another stream.');
  return Promise.all(sources.map((source) => placeIn(source, places.get(source.feed.name), pointer)));
}

/** A feed that the stream did not have when it gave out the id is read from now on. */
async function placeIn(source: FeedSource, place: FeedPosition | null | undefined, pointer: string) {
  if (place === undefined) return 'now' as const;
  try {
    await source.check(place);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ForeignPosition') throw error;
    throw problem(410, 'foreign-position', 'That event id is of another log than this one.', {
      pointer,
      hint: 'Begin with after=start or after=now.',
    });
  }
  return place;
}

const unreadable = (pointer: string, detail: string): ProblemError =>
  problem(422, 'unknown-event-id', detail, {
    pointer,
    hint: 'Send the id of the last event that this stream gave you, or after=start or after=now.',
  });
