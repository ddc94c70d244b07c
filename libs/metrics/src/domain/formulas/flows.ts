import { Rational } from '#kernel';

/** Masses of one group of treated devices, in any one unit. */
export interface TreatedMass {
  reuse: bigint;
  recycling: bigint;
  energyRecovery: bigint;
  otherRecovery: bigint;
  disposal: bigint;
}

/** A share of a flow: ISO 59020's reused or recycled content of an inflow or outflow, as measured. No flow: unknown. */
export const shareOfFlow = (part: bigint, whole: bigint): Rational | undefined =>
  whole === 0n ? undefined : new Rational(part).div(whole);

/**
 * GRI 306 (2020): waste diverted from disposal over waste generated. Incineration counts as disposal even where its
 * energy is recovered, which the WEEE directive counts as recovery: one flow, two figures.
 */
export function wasteDiverted(mass: TreatedMass): Rational | undefined {
  return shareOfFlow(mass.reuse + mass.recycling + mass.otherRecovery, total(mass));
}

/** The recovery rate of the WEEE directive over the same masses. */
export function wasteRecovered(mass: TreatedMass): Rational | undefined {
  return shareOfFlow(total(mass) - mass.disposal, total(mass));
}

const total = ({ reuse, recycling, energyRecovery, otherRecovery, disposal }: TreatedMass): bigint =>
  reuse + recycling + energyRecovery + otherRecovery + disposal;
