import { type Journey, type RepairScores, repairIndex } from '#lifecycle/domain';
import { manufactureOf } from './manufacture.js';
import { contribution, type MeasureFamily } from './measure.js';
import { MILLIONTHS } from './repairability.js';

/** What the index is of: smartphones and slate tablets. */
const COVERED: readonly string[] = ['smartphone', 'tablet'];

/** The repairability index that follows from the scores that makers report; without scores there is none. */
export const repairIndexMeasures: MeasureFamily = {
  measures: [
    { name: 'repairIndices', unit: 'millionth', summary: 'Repairability indices by the scores of devices made.' },
    { name: 'repairIndexed', unit: 'count', summary: 'Devices of those indices, by class.' },
    {
      name: 'repairIndexUnknown',
      unit: 'count',
      summary: 'Phones and tablets made without scores, and devices scored that the index is not of.',
    },
  ],
  contributions(journey: Journey) {
    const manufacture = manufactureOf(journey);
    if (manufacture === undefined) return [];
    const { cell, dimensions } = manufacture;
    const scores = journey.declaredManufacture?.repairabilityScores as unknown as RepairScores | undefined;
    const isCovered = dimensions.category === undefined || COVERED.includes(dimensions.category);
    if (scores === undefined && !isCovered) return [];
    if (scores === undefined || !isCovered) {
      const reason = scores === undefined ? 'not-scored' : 'category-without-index';
      return [contribution({ ...cell, measure: 'repairIndexUnknown', dimensions: { ...dimensions, reason } })];
    }
    const found = repairIndex(scores);
    const shown = { ...dimensions, class: found.class };
    const amount = BigInt(found.index.mul(MILLIONTHS).round().valueOf());
    return [
      contribution({ ...cell, measure: 'repairIndices', amount, dimensions: shown }),
      contribution({ ...cell, measure: 'repairIndexed', dimensions: shown }),
    ];
  },
};
