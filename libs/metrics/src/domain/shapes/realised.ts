import { realisedAvoided, useYears, yearsOfSeconds } from '#impact/domain';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { credited, DISPLACEMENT_ASSUMPTION } from './credit.js';
import { openAssumption, useByPeriod } from './use.js';

/** Credits of `useEdges` that are shown as unknown, not as value. */
const UNJUDGED: readonly string[] = ['open-finding', 'no-intake-cycle', 'start-unknown'];

/** Avoided impact accrued by use that has happened, per calendar month of use. */
export const realised =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] => {
    const by = question.by.filter((name) => name !== 'indicator');
    const names = [...new Set([...by, 'category', 'credit'])];
    const uses = useByPeriod(question, tables, names, columns);
    const entries = uses.map(({ dimensions: { credit = '', ...dimensions }, period, seconds, lives, pending }) => ({
      dimensions,
      period,
      quantity: yearsOfSeconds(seconds),
      lives,
      pending,
      ...(UNJUDGED.includes(credit) ? { unjudged: credit } : {}),
    }));
    const openIn = ({ period, dimensions }: Figure) =>
      uses
        .filter((use) => use.period === period && by.every((name) => use.dimensions[name] === dimensions[name]))
        .reduce((sum, { open }) => sum + open, 0n);
    return credited(question, entries, ({ quantity }, category, indicator) =>
      realisedAvoided(question.factorSet, category, indicator, useYears(quantity)),
    ).map((figure) => {
      const { period } = figure;
      const assumptions = [DISPLACEMENT_ASSUMPTION, ...openAssumption({ period, open: openIn(figure) }, question)];
      return { ...figure, assumptions };
    });
  };
