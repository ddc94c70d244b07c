/** Another relay of the same role has begun: this one must end and may not go on (CONTRACTS S5). */
export class RelayFenced extends Error {
  override readonly name = 'RelayFenced';
}

/** What brokers answer a producer whose place another one took, and one whose transaction they have ended. */
const OLD_EPOCH = 'INVALID_PRODUCER_EPOCH';

export function isOldEpoch(error: unknown): boolean {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if ('type' in each && each.type === OLD_EPOCH) return true;
  }
  return false;
}
