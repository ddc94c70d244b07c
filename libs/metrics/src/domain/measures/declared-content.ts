import type { Journey } from '#lifecycle/domain';

/** Share of such material by mass as its maker declared it, 0 to 1. */
export function declaredShare(
  { declaredManufacture }: Journey,
  of: 'recycledFraction' | 'renewableFraction',
): number | undefined {
  const share = declaredManufacture?.[of];
  return typeof share === 'number' ? share : undefined;
}

/** Whole milligrams. */
export const shareOfMass = (massMg: number, share: number): number => Math.round(massMg * share);
