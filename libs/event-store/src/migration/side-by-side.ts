import { sha256Hex } from '#kernel';
import type { StoredText } from '../verify-chains.js';

export interface Pair {
  mine: StoredText | undefined;
  theirs: StoredText | undefined;
}

/** The events of two logs side by side, until both have ended. */
export async function* sideBySide(
  mine: AsyncIterable<StoredText[]>,
  theirs: AsyncIterable<StoredText[]>,
): AsyncIterable<Pair> {
  const [left, right] = [oneByOne(mine), oneByOne(theirs)];
  try {
    for (;;) {
      const pair = { mine: await left.next(), theirs: await right.next() };
      if (pair.mine === undefined && pair.theirs === undefined) return;
      yield pair;
    }
  } finally {
    await left.end();
    await right.end();
  }
}

/** Pulls pages as they are needed, without a promise per event. */
function oneByOne(pages: AsyncIterable<StoredText[]>) {
  const iterator = pages[Symbol.asyncIterator]();
  let page: readonly StoredText[] = [];
  let at = 0;
  const turn = async (): Promise<StoredText | undefined> => {
    const { value, done } = await iterator.next();
    if (done === true) return undefined;
    page = value;
    at = 0;
    return page[at++];
  };
  return {
    next: (): StoredText | undefined | Promise<StoredText | undefined> => (at < page.length ? page[at++] : turn()),
    end: async () => void (await iterator.return?.()),
  };
}

/** The first event of a page whose hash is not that of its bytes. */
export function adoptable(page: readonly StoredText[]): { index: number; fault: string } | undefined {
  const index = page.findIndex(({ text, hash }) => sha256Hex(text) !== hash);
  return index === -1 ? undefined : { index, fault: 'its hash is not that of its bytes' };
}
