/** Another relay of the same role has begun: this one must end and may not go on (CONTRACTS S5). */
export class RelayFenced extends Error {
  override readonly name = 'RelayFenced';
}

/** Protocol errors that only a producer meets whose place another one took. */
const FENCED = new Set(['PRODUCER_FENCED', 'INVALID_PRODUCER_EPOCH', 'INVALID_PRODUCER_ID_MAPPING']);

export function isFencing(error: unknown): boolean {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if ('type' in each && typeof each.type === 'string' && FENCED.has(each.type)) return true;
  }
  return false;
}
