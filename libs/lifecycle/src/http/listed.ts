import { type ProblemError, problem } from '#platform';
import type { Listed, ListPage } from '../application/queries/listing.js';

/** A page as it goes out: `next` is the cursor of the one after it, `asOfPosition` how current it is (CONTRACTS P7). */
export async function listed(page: Promise<Listed>) {
  try {
    const { items, next, asOfPosition, staleSince } = await page;
    return {
      items,
      next: ofThisLog(next, asOfPosition),
      asOfPosition,
      ...(staleSince !== undefined && { staleSince }),
    };
  } catch (error) {
    throw (error instanceof Error ? PROBLEMS[error.name]?.() : undefined) ?? error;
  }
}

const PROBLEMS: Record<string, () => ProblemError> = {
  InvalidCursor: () =>
    problem(422, 'invalid-cursor', 'That cursor is of another search, or of none.', {
      pointer: '/query/cursor',
      hint: 'Send the `next` of the page before, with the same conditions.',
    }),
  ForeignPosition: () =>
    problem(410, 'foreign-position', 'That position is of another log than this one.', {
      pointer: '/query/minPosition',
      hint: 'Send one that an answer of this log gave.',
    }),
  NotThereYet: () =>
    problem(503, 'not-there-yet', 'Lists have not come as far as that position.', {
      pointer: '/query/minPosition',
      hint: 'Ask again in a moment.',
    }),
};

/** A cursor says which log it is of: after a move to another one it is answered as that log's positions are (R7). */
function ofThisLog(next: string | undefined, asOfPosition: string | null): string | null {
  if (next === undefined) return null;
  const epoch = asOfPosition?.split(':')[0];
  return epoch === undefined ? next : `${epoch}.${next}`;
}

/** The page that was asked for, apart from what is searched. */
export function pageOf<Asked extends { limit: number; cursor?: string; minPosition?: string }>(asked: Asked) {
  const { limit, cursor, minPosition, ...search } = asked;
  const page: ListPage = { limit };
  if (minPosition !== undefined) page.minPosition = minPosition;
  if (cursor !== undefined) {
    const [, epoch, own] = /^([0-9a-f]+)\.(.*)$/.exec(cursor) ?? [undefined, undefined, cursor];
    page.cursor = own;
    if (epoch !== undefined) page.minPosition ??= `${epoch}:0`;
  }
  return { search, page };
}
