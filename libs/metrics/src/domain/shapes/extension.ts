import { yearsOfSeconds } from '#impact/domain';
import { Rational } from '#kernel';
import type { Figure } from '../figure.js';
import type { Columns, Question, Tables } from '../metric.js';
import { openAssumption, useByPeriod } from './use.js';

/** Years of use, with the seconds that they are made of. */
export const extension =
  (columns: Columns) =>
  (question: Question, tables: Tables): Figure[] =>
    useByPeriod(question, tables, question.by, columns).map(
      ({ dimensions, period, seconds, lives, open, pending }) => ({
        dimensions,
        period,
        value: yearsOfSeconds(seconds),
        numerator: new Rational(seconds),
        denominator: new Rational(31_557_600),
        assumptions: openAssumption({ period, open }, question),
        known: lives,
        pending,
        unknown: [],
      }),
    );
