import { editionName, type FactorSet, type SetDifference, whySetsDiffer } from '#impact/domain';
import { Rational } from '#kernel';
import { groupKey } from '../domain/tally.js';
import type { MetricAnswer, MetricRow } from './metric-request.js';
import { DECIMALS } from './row.js';

export interface ComparedValue {
  factorSet: string;
  value: number | null;
  lower?: number;
  upper?: number;
  status: MetricRow['status'];
  coverage: MetricRow['coverage'];
}

/** Another set's value less the first set's, of the same lives. */
export interface ValueDifference {
  factorSet: string;
  than: string;
  /** `null`: one of the two is not known. */
  absolute: number | null;
  /** Of the first value; `null` where that is nothing as well. */
  relative: number | null;
  /** What of this very row adds to the reasons that the sets give. */
  why: string[];
}

export interface ComparedRow {
  dimensions: MetricRow['dimensions'];
  period: string;
  unit: string;
  values: ComparedValue[];
  differences: ValueDifference[];
}

export interface SetsCompared {
  factorSet: string;
  than: string;
  why: SetDifference[];
}

interface SetAnswer {
  set: FactorSet;
  answer: MetricAnswer;
}

/** The answers of several sets to one question, row by row; the first set is what the others are set against. */
export function compareAnswers(answers: readonly SetAnswer[]): { sets: SetsCompared[]; rows: ComparedRow[] } {
  const [first, ...others] = answers;
  if (first === undefined) return { sets: [], rows: [] };
  const than = editionName(first.set);
  const sets = others.map(({ set }) => ({ factorSet: editionName(set), than, why: whySetsDiffer(first.set, set) }));
  const groups = new Map<string, ComparedRow>();
  for (const { set, answer } of answers)
    for (const row of answer.rows) {
      const { unknown: _, ...dimensions } = row.dimensions;
      const key = groupKey(dimensions, row.period);
      const group = groups.get(key) ?? { dimensions, period: row.period, unit: row.unit, values: [], differences: [] };
      groups.set(key, { ...group, values: withRow(group.values, editionName(set), row) });
    }
  const rows = [...groups.values()].map((row) => ({
    ...row,
    differences: sets.map(({ factorSet }) => differenceOf(row.values, factorSet, than)),
  }));
  return { sets, rows };
}

/** A row that counts what is unknown repeats the coverage of the one with the value, or stands for it. */
function withRow(values: readonly ComparedValue[], factorSet: string, row: MetricRow): ComparedValue[] {
  const before = values.find((one) => one.factorSet === factorSet);
  if (before !== undefined && (before.value !== null || row.value === null)) return [...values];
  const { value, status, coverage, lower, upper } = row;
  const bounds = { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
  return [...values.filter((one) => one !== before), { factorSet, value, status, coverage, ...bounds }];
}

function differenceOf(values: readonly ComparedValue[], factorSet: string, than: string): ValueDifference {
  const [other, first] = [factorSet, than].map((name) => values.find((one) => one.factorSet === name));
  const why = [...unknownIn(factorSet, other), ...unknownIn(than, first)];
  if (typeof other?.value !== 'number' || typeof first?.value !== 'number')
    return { factorSet, than, absolute: null, relative: null, why };
  const absolute = exact(other.value).sub(exact(first.value));
  const relative = first.value === 0 ? null : absolute.div(exact(first.value)).round(DECIMALS).valueOf();
  return { factorSet, than, absolute: absolute.round(DECIMALS).valueOf(), relative, why };
}

function unknownIn(factorSet: string, value: ComparedValue | undefined): string[] {
  if (value === undefined) return [`${factorSet} has no row of it`];
  return value.coverage.reasons.map(({ reason, count }) => `${factorSet} does not know ${count} lives: ${reason}`);
}

const exact = (value: number): Rational => new Rational(value.toFixed(DECIMALS));
