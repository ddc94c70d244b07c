import { Rational } from '#kernel';

/** Received serials that the manifest names, over the larger of the two lists. No list: unknown. */
export function serialMatch(matched: bigint, manifest: bigint, received: bigint): Rational | undefined {
  const listed = manifest > received ? manifest : received;
  return listed === 0n ? undefined : new Rational(matched).div(listed);
}
