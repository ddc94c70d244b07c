import type { Estimate } from './quantity.js';

/** How much of a new device's purchase a reused one replaces, 0 to 1: an assumption, printed with every value. */
export interface Displacement {
  lower: string;
  central: string;
  upper: string;
}

export const FULL_DISPLACEMENT: Displacement = { lower: '0', central: '1', upper: '1' };

/**
 * `D x total`, and how far it reaches: where refurbishing costs more than it saves, less displacement is the higher
 * figure.
 */
export function displaced(total: Estimate, displacement: Displacement = FULL_DISPLACEMENT): Estimate {
  const [first, ...others] = [total.lower, total.upper].flatMap((one) => [
    one.mul(displacement.lower),
    one.mul(displacement.upper),
  ]);
  const central = total.central.mul(displacement.central);
  const extreme = (isBeyond: (one: Estimate['lower'], other: Estimate['lower']) => boolean) =>
    others.reduce((one, other) => (isBeyond(other, one) ? other : one), first ?? central);
  return { lower: extreme((one, other) => one.lt(other)), central, upper: extreme((one, other) => one.gt(other)) };
}
