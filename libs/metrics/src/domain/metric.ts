import type { Displacement, FactorSet } from '#impact/domain';
import type { Day, Month } from '#kernel';
import type { MeasureQuery, MeasureRow } from '#projections/domain';
import type { Figure } from './figure.js';
import type { Period } from './period.js';
import type { NationalMasses } from './put-on-market/national-masses.js';

/** What a metric says of itself: the answer of `GET /v1/metrics`. */
export interface MetricDefinition {
  name: string;
  title: string;
  formula: string;
  numerator: string;
  denominator: string | null;
  unit: string;
  scope: string;
  source: string;
  /** Raised when the same measures would give another value. */
  version: number;
  excludes: readonly string[];
  /** What it can be broken down and filtered by. */
  dimensions: readonly string[];
  /** Those of them that every answer is broken down by. */
  alwaysBy: readonly string[];
  periods: readonly Period[];
  monthOf: string;
  /** `event`: each fact in its own month. `cohort`: all in the month of what began it, whenever they happened. */
  periodRule: 'event' | 'cohort';
  partnerIs: string;
  /** Types of events that decide it most; corrections of any of them do as well. */
  events: readonly string[];
  /** What becomes of cases that cannot be judged. */
  unknowns: string;
  finalWhen: string;
  /** What `lower` and `upper` stand for; `null`: no assumption makes a range. */
  range: string | null;
  usesFactors: boolean;
  /** Data that the definition rests on, such as legal targets. */
  reference?: readonly Readonly<Record<string, string | number>>[];
}

/** A question that has been checked: every dimension exists, and `by` holds what is always broken down by. */
export interface Question {
  by: readonly string[];
  where: Readonly<Record<string, readonly (string | null)[]>>;
  period: Period;
  from?: Month;
  to?: Month;
  evaluationDay?: Day;
  factorSet: FactorSet;
  /** Assumed share of credited lives that replace a new device; full where none was asked for. */
  displacement?: Displacement;
  /** Masses put on national markets, for metrics that divide by them. */
  nationalMasses?: NationalMasses;
}

/** Part of a measure that a metric needs, in the metric's own names of dimensions. */
export interface Source {
  measure: string;
  /** Dimensions that this measure carries besides the attributes. */
  has?: readonly string[];
  /** Always restricted to. */
  only?: Readonly<Record<string, readonly (string | null)[]>>;
  /** Broken down by besides the question's `by`. */
  split?: readonly string[];
  /** Dimension that shares are taken over: filtering by it selects shares, it does not change the whole. */
  over?: string;
  /** Dimensions of the question that it is not broken down or filtered by. */
  without?: readonly string[];
  /** From the beginning of time: the formula adds up what came before. */
  cumulative?: true;
  /** Months before `from` that the formula needs as well. */
  monthsBefore?: number;
}

export type Tables = Readonly<Record<string, readonly MeasureRow[]>>;

/** A formula over measures: pure, exact, ratios only after summing (CONTRACTS P2). */
export interface Metric {
  definition: MetricDefinition;
  /** Metric's name of a dimension to the measures' name, where they differ. */
  columns: Readonly<Record<string, string>>;
  sources: Readonly<Record<string, Source>>;
  /** Those of them that a factor set needs, broken down as it needs them; absent: all, whatever the set. */
  sourcesFor?: (factorSet: FactorSet) => Readonly<Record<string, Source>>;
  /** Cases that could not be judged, by `reason`. */
  unknown?: Source;
  /** Why something contributed is not due yet; absent: its return window is open. */
  pendingReason?: string;
  /** A scenario: whatever is closed, its values stay provisional. */
  isScenario?: true;
  /** Divides by masses put on national markets, which editions state in the log. */
  usesNationalMasses?: true;
  /** Counts what privacy is judged by: partners and devices of a group (CONTRACTS H6). */
  population: Source;
  figures(question: Question, tables: Tables): Figure[];
}

/** Dimensions that every measure carries. */
export const ATTRIBUTES: readonly string[] = ['partner', 'seller', 'marketplace', 'category', 'model', 'country'];
/** Different views of who a thing is credited to: sums over one must not be added to sums over another. */
export const ATTRIBUTIONS: readonly string[] = ['partner', 'seller', 'marketplace'];

export type Columns = Metric['columns'];
export const column = (columns: Columns, name: string): string => columns[name] ?? name;

/** The reading of a measure that a question needs of a source. */
export function measureQuery(source: Source, question: Question, columns: Columns): MeasureQuery {
  const carries = (name: string) =>
    (ATTRIBUTES.includes(name) || (source.has ?? []).includes(name)) && !(source.without ?? []).includes(name);
  const filters = Object.entries(question.where).filter(([name]) => carries(name) && name !== source.over);
  const { from, to, evaluationDay } = question;
  const start = from === undefined || source.cumulative ? undefined : monthsEarlier(from, source.monthsBefore ?? 0);
  return {
    measure: source.measure,
    where: { ...Object.fromEntries(filters.map(([name, values]) => [column(columns, name), values])), ...source.only },
    groupBy: [
      ...new Set(
        [
          ...question.by.filter(carries),
          ...(source.split ?? []),
          ...(source.over === undefined ? [] : [source.over]),
        ].map((name) => column(columns, name)),
      ),
    ].sort(),
    ...(start === undefined ? {} : { from: start }),
    ...(to === undefined ? {} : { to }),
    ...(evaluationDay === undefined ? {} : { evaluationDay }),
  };
}

export function monthsEarlier(month: Month, months: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}
