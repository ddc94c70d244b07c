import Fraction from 'fraction.js';

/** Exact rational arithmetic for every published number (CONTRACTS P2). Rounded once, at the edge. */
export { Fraction as Rational };

/** Kilograms with at most six decimals as whole milligrams. */
export const milligrams = (massKg: number): number => Math.round(massKg * 1_000_000);

/** Whether a mass fits the milligram: six decimals at most. */
export const fitsMilligrams = (massKg: number): boolean => {
  const scaled = massKg * 1_000_000;
  return Math.abs(scaled - Math.round(scaled)) < 1e-4;
};
