import { type ProblemError, problem } from '#platform';
import type { Listed, ListPage } from '../application/queries/listing.js';

/** A page as it goes out: `next` is the cursor of the one after it, `asOfPosition` how current it is (CONTRACTS P7). */
export async function listed(page: Promise<Listed>) {
  try {
    const { items, next, asOfPosition, staleSince } = await page;
    return { items, next: next ?? null, asOfPosition, ...(staleSince !== undefined && { staleSince }) };
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

/** The page that was asked for, apart from what is searched. */
export function pageOf<Asked extends { limit: number; cursor?: string; minPosition?: string }>(asked: Asked) {
  const { limit, cursor, minPosition, ...search } = asked;
  const page: ListPage = { limit };
  if (cursor !== undefined) page.cursor = cursor;
  if (minPosition !== undefined) page.minPosition = minPosition;
  return { search, page };
}
