import { avoidedByReuse, isAbsolute, realisedAvoided, useYears, yearsOfSeconds } from '#impact/domain';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { dimensionsOf, groupKey } from '../tally.js';
import { credited, displacementAssumption, intensityAssumption } from './credit.js';
import { creditedBy, kindOf, refurbishings } from './reuse.js';
import { openAssumption, useByPeriod } from './use.js';

/** Credits of `useEdges` that are shown as unknown, not as value. */
const UNJUDGED: readonly string[] = ['open-finding', 'no-intake-cycle', 'start-unknown'];

/**
 * Avoided impact accrued by use that has happened, per calendar month of use. What refurbishing caused is set against it
 * in the month in which the life opened, whole: it has happened, however long the device is used.
 */
export const realised =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] => {
    const { factorSet } = question;
    const by = question.by.filter((name) => name !== 'indicator');
    const apart = [...new Set([...by, ...creditedBy(factorSet)])];
    const names = [...apart, 'credit'];
    const refurbishing = refurbishings(question, tables, apart, columns);
    const uses = useByPeriod(question, tables, names, columns);
    const entries = uses.map(({ dimensions: { credit = '', ...dimensions }, period, seconds, lives, pending }) => ({
      dimensions,
      period,
      quantity: yearsOfSeconds(seconds),
      lives,
      pending,
      ...(UNJUDGED.includes(credit) ? { unjudged: credit } : {}),
    }));
    const keyOf = ({ dimensions, period }: Pick<Figure, 'dimensions' | 'period'>) =>
      groupKey(dimensionsOf(dimensions, by, {}), period);
    const openIn = new Map<string, bigint>();
    for (const use of uses) openIn.set(keyOf(use), (openIn.get(keyOf(use)) ?? 0n) + use.open);
    return credited(question, entries, ({ dimensions, period, quantity: years }, indicator) => {
      if (!isAbsolute(factorSet)) return realisedAvoided(factorSet, dimensions.category, indicator, useYears(years));
      const lives = { kind: kindOf(dimensions), years, refurbishing: refurbishing(dimensions, period) };
      return avoidedByReuse(factorSet, lives, indicator);
    }).map((figure) => {
      const { period } = figure;
      const assumptions = [
        displacementAssumption(question),
        ...openAssumption({ period, open: openIn.get(keyOf(figure)) ?? 0n }, question),
        ...intensityAssumption(factorSet, figure.dimensions.indicator),
      ];
      return { ...figure, assumptions };
    });
  };
