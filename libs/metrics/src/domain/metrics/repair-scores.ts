import { MILLIONTHS } from '../measures/repairability.js';
import type { Metric } from '../metric.js';
import { mean } from '../shapes/mean.js';
import { share } from '../shapes/share.js';

type Computed = Omit<Metric, 'definition'>;

/** What devices made are scored with: the measures of the sum in millionths, of the devices, and of those without. */
interface ScoreMeasures {
  scores: string;
  devices: string;
  unknown: string;
  /** Dimensions of both besides the attributes; `class` is one. */
  has: readonly string[];
}

/** Their mean, and the shares of the classes that they are in. */
export function repairScores({ scores, devices, unknown, has }: ScoreMeasures): { index: Computed; classes: Computed } {
  const columns = {};
  const shared = { columns, unknown: { measure: unknown }, population: { measure: devices, has } };
  const count = { measure: devices, has };
  return {
    index: {
      ...shared,
      sources: { numerator: { measure: scores, has }, denominator: count, count },
      figures: mean({ columns, per: MILLIONTHS }),
    },
    classes: { ...shared, sources: { count: { ...count, over: 'class' } }, figures: share({ columns, over: 'class' }) },
  };
}
