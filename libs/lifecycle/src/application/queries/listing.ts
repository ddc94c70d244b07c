import type { JsonObject } from '#kernel';
import type { Currency } from '#projections';
import type { Where } from '#read-store';

export interface ListPage {
  limit: number;
  cursor?: string;
  /** The answer must know everything up to here. */
  minPosition?: string;
}

export interface Listed extends Currency {
  items: JsonObject[];
  next?: string;
}

/** The projection has not come as far as the reader wants. */
export class NotThereYet extends Error {
  override readonly name = 'NotThereYet';
}

/** Conditions out of what was asked for; what was not is no condition. */
export function conditions(asked: Record<string, Where[string] | undefined>): Where {
  const where: Where = {};
  for (const [field, condition] of Object.entries(asked)) if (condition !== undefined) where[field] = condition;
  return where;
}

/** `partner:acme` for `acme`. */
export const partyOf = (text: string): string => (text.includes(':') || text === 'unknown' ? text : `partner:${text}`);
