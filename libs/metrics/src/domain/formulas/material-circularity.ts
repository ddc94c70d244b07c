import { Rational } from '#kernel';

/** Mass in any one unit, shares of it from 0 to 1, lifetimes in any one unit. Decimals as text or exact. */
export interface Circularity {
  mass: string;
  feedstockRecycled: string;
  feedstockReused: string;
  collectedForRecycling: string;
  collectedForReuse: string;
  /** Of making recycled feedstock, and of recycling the product. */
  feedstockEfficiency: string;
  recyclingEfficiency: string;
  lifetime: string;
  averageLifetime: string;
}

export interface MaterialCircularity {
  virgin: Rational;
  waste: Rational;
  linearFlow: Rational;
  utility: Rational;
  indicator: Rational;
}

/**
 * Material Circularity Indicator of a product, Ellen MacArthur Foundation 2020, without bio-based feedstock, composting
 * and energy recovery. No mass, or no use at all, is an error: the indicator says nothing about it.
 */
export function materialCircularity(product: Circularity): MaterialCircularity {
  const mass = new Rational(product.mass);
  const utility = new Rational(product.lifetime).div(product.averageLifetime);
  if (mass.lte(0) || utility.lte(0)) throw new RangeError('The indicator needs a mass and a lifetime above zero.');
  const kept = new Rational(1).sub(product.feedstockRecycled).sub(product.feedstockReused);
  const discarded = new Rational(1).sub(product.collectedForRecycling).sub(product.collectedForReuse);
  const virgin = mass.mul(kept);
  const lostRecycling = mass.mul(new Rational(1).sub(product.recyclingEfficiency)).mul(product.collectedForRecycling);
  const lostFeedstock = mass
    .mul(new Rational(1).sub(product.feedstockEfficiency))
    .mul(product.feedstockRecycled)
    .div(product.feedstockEfficiency);
  const waste = mass.mul(discarded).add(lostFeedstock.add(lostRecycling).div(2));
  const linearFlow = virgin.add(waste).div(mass.mul(2).add(lostFeedstock.sub(lostRecycling).div(2)));
  const raw = new Rational(1).sub(linearFlow.mul('0.9').div(utility));
  return { virgin, waste, linearFlow, utility, indicator: raw.lt(0) ? new Rational(0) : raw };
}
