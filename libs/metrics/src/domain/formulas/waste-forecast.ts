/** Lifetimes of a product as a Weibull distribution, years. */
export interface Lifetimes {
  shape: number;
  scale: number;
}

/**
 * Mass that becomes waste in each year after its sale, the year of sale first: the density of the lifetimes at the
 * middle of the year (Statistics Netherlands, e-waste calculation). A scenario, in floating point; no published fact.
 */
export const wasteByAge = (soldMass: number, { shape, scale }: Lifetimes, years: number): number[] =>
  Array.from({ length: years }, (_, age) => {
    const at = (age + 0.5) / scale;
    return soldMass * (shape / scale) * at ** (shape - 1) * Math.exp(-(at ** shape));
  });
