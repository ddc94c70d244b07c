import { problem } from '#platform';
import type { Listed } from '../application/queries/listing.js';

/** A page as it goes out: `next` is the cursor of the one after it, `asOfPosition` how current it is (CONTRACTS P7). */
export async function listed(page: Promise<Listed>) {
  try {
    const { items, next, asOfPosition, staleSince } = await page;
    return { items, next: next ?? null, asOfPosition, ...(staleSince !== undefined && { staleSince }) };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'InvalidCursor') throw error;
    throw problem(422, 'invalid-cursor', 'That cursor is of another search, or of none.', {
      pointer: '/query/cursor',
      hint: 'Send the `next` of the page before, with the same conditions.',
    });
  }
}
