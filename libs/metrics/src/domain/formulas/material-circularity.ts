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

/** Masses in one unit, of one product or summed over a group of them. */
export interface CircularFlows {
  mass: Rational;
  virgin: Rational;
  /** Feedstock that was recycled. */
  recycled: Rational;
  /** Collected for recycling. */
  toRecycling: Rational;
  /** Neither collected for recycling nor for reuse. */
  discarded: Rational;
}

/** Of making recycled feedstock, and of recycling the product. */
export interface Efficiencies {
  feedstock: string;
  recycling: string;
}

export interface MaterialCircularity {
  virgin: Rational;
  waste: Rational;
  linearFlow: Rational;
  utility: Rational;
  indicator: Rational;
  /** By the linear flow `(V + W) / 2M`, which leaves out what making and recycling feedstock loses below the line. */
  simplified: { linearFlow: Rational; indicator: Rational };
}

/**
 * Material Circularity Indicator of a product, Ellen MacArthur Foundation 2020, without bio-based feedstock, composting
 * and energy recovery. No mass, or no use at all, is an error: the indicator says nothing about it.
 */
export function materialCircularity(product: Circularity): MaterialCircularity {
  const mass = new Rational(product.mass);
  const rest = (one: string, other: string) => mass.mul(new Rational(1).sub(one).sub(other));
  const flows = {
    mass,
    virgin: rest(product.feedstockRecycled, product.feedstockReused),
    recycled: mass.mul(product.feedstockRecycled),
    toRecycling: mass.mul(product.collectedForRecycling),
    discarded: rest(product.collectedForRecycling, product.collectedForReuse),
  };
  const utility = new Rational(product.lifetime).div(product.averageLifetime);
  const { feedstockEfficiency: feedstock, recyclingEfficiency: recycling } = product;
  return circularityOf(flows, utility, { feedstock, recycling });
}

export function circularityOf(
  { mass, virgin, recycled, toRecycling, discarded }: CircularFlows,
  utility: Rational,
  efficiency: Efficiencies,
): MaterialCircularity {
  if (mass.lte(0) || utility.lte(0)) throw new RangeError('The indicator needs a mass and a lifetime above zero.');
  const lostRecycling = toRecycling.mul(new Rational(1).sub(efficiency.recycling));
  const lostFeedstock = recycled.mul(new Rational(1).sub(efficiency.feedstock)).div(efficiency.feedstock);
  const waste = discarded.add(lostFeedstock.add(lostRecycling).div(2));
  const linearFlow = virgin.add(waste).div(mass.mul(2).add(lostFeedstock.sub(lostRecycling).div(2)));
  const simpleFlow = virgin.add(waste).div(mass.mul(2));
  return {
    virgin,
    waste,
    linearFlow,
    utility,
    indicator: indicatorOf(linearFlow, utility),
    simplified: { linearFlow: simpleFlow, indicator: indicatorOf(simpleFlow, utility) },
  };
}

function indicatorOf(linearFlow: Rational, utility: Rational): Rational {
  const raw = new Rational(1).sub(linearFlow.mul('0.9').div(utility));
  return raw.lt(0) ? new Rational(0) : raw;
}
