import type { Period } from '../domain/period.js';
import type { MassOfMean } from '../domain/put-on-market/masses-of-means.js';

/** Whose rows may be seen: everybody's, or a partner's own and what hides no one (CONTRACTS H6). */
export type MetricScope = { kind: 'all' } | { kind: 'partner'; partnerId: string };

/** A question as it was asked. */
export interface MetricRequest {
  name: string;
  by?: readonly string[];
  period?: Period;
  /** `2026-03`, `2026-Q1` or `2026`; the periods that hold them are answered whole. */
  from?: string;
  to?: string;
  /** Values of dimensions; `unknown` for what is not known. */
  filter?: Readonly<Record<string, readonly string[]>>;
  factorSet?: string;
  /** 0 to 1, as an exact decimal: the share of credited lives that replace a new device. */
  displacement?: string;
  scope: MetricScope;
}

export interface MetricRow {
  /** `null`: not known. An unknown that is a row of its own carries the dimension `unknown` with its reason. */
  dimensions: Record<string, string | null>;
  period: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  unit: string;
  /** Metric and version of its formula. */
  method: string;
  factorSet: string | null;
  status: 'provisional' | 'final' | 'restated';
  coverage: { known: number; unknown: number; reasons: { reason: string; count: number }[] };
  lower?: number;
  upper?: number;
  assumptions?: string[];
}

export interface MetricAnswer {
  outcome: 'answered';
  metric: string;
  period: Period;
  /** Last closed day; `null`: nothing that matures is due yet. */
  evaluationDay: string | null;
  rows: MetricRow[];
  /** Groups left out because they would show too few partners or devices. */
  withheld: number;
}

export interface ExplainedInput {
  /** The name that the formula gives it. */
  input: string;
  measure: string;
  amount: string;
  pending: string;
  subjects: { deviceId: string; amount: string; events: string[] }[];
  next?: string;
}

export interface MetricExplanation {
  outcome: 'explained';
  metric: string;
  formula: string;
  evaluationDay: string | null;
  inputs: ExplainedInput[];
  /** Where the formula divides by masses put on national markets, and no single input is asked for. */
  nationalMasses?: MassOfMean[];
}
