import type { Month } from '#kernel';
import type { Dimensions, MeasureRow } from '#projections/domain';
import type { Columns, Question, Tables } from '../metric.js';
import { nextMonth, periodOf, secondsOf } from '../period.js';
import { dimensionsOf, groupKey } from '../tally.js';

/** Use of a group in a period: exact seconds, and how many lives were in use at some time in it. */
export interface Use {
  dimensions: Dimensions;
  period: string;
  seconds: bigint;
  lives: bigint;
  /** Of those, still open at the end of the last closed day. */
  open: bigint;
  pending: bigint;
}

interface MonthEdges {
  net: bigint;
  offsets: bigint;
  started: bigint;
  ended: bigint;
  pending: bigint;
}

const NONE: MonthEdges = { net: 0n, offsets: 0n, started: 0n, ended: 0n, pending: 0n };

/**
 * Seconds of use per calendar month from the edges of use: what was in use before the month for all of it, what began
 * or stopped in it from there on. Open lives run to the end of the last closed day; without one nothing is due.
 */
export function useByPeriod(question: Question, tables: Tables, names: readonly string[], columns: Columns): Use[] {
  const groups = new Map<string, { dimensions: Dimensions; months: Map<Month, MonthEdges> }>();
  const collect = (rows: readonly MeasureRow[], add: (edges: MonthEdges, row: MeasureRow) => MonthEdges) => {
    for (const row of rows) {
      const dimensions = dimensionsOf(row.dimensions, names, columns);
      const key = groupKey(dimensions, '');
      const group = groups.get(key) ?? { dimensions, months: new Map<Month, MonthEdges>() };
      groups.set(key, group);
      const { months } = group;
      months.set(row.period, add(months.get(row.period) ?? NONE, row));
    }
  };
  collect(tables.edges ?? [], withEdge);
  collect(tables.offsets ?? [], (edges, { amount }) => ({ ...edges, offsets: edges.offsets + amount }));
  return [...groups.values()].flatMap(({ dimensions, months }) =>
    usePerPeriod(months, question).map((use) => ({ dimensions, ...use })),
  );
}

function withEdge(edges: MonthEdges, { dimensions: { edge }, amount, pending }: MeasureRow): MonthEdges {
  return {
    ...edges,
    net: edges.net + amount,
    started: edges.started + (edge === 'start' ? amount : 0n),
    ended: edges.ended - (edge === 'end' ? amount : 0n),
    pending: edges.pending + (edge === 'start' ? pending : 0n),
  };
}

type PeriodUse = Omit<Use, 'dimensions'>;

function usePerPeriod(edges: ReadonlyMap<Month, MonthEdges>, question: Question): PeriodUse[] {
  const { evaluationDay, period, from } = question;
  const first = [...edges.keys()].sort()[0];
  const last = lastMonth(edges, question);
  if (first === undefined) return [];
  const found = new Map<string, PeriodUse>();
  let inUse = 0n;
  let living = 0n;
  for (let month = first; month <= last; month = nextMonth(month)) {
    const { net, offsets, started, ended, pending } = edges.get(month) ?? NONE;
    const due = evaluationDay === undefined ? 0n : secondsOf(month, evaluationDay);
    const seconds = due === 0n ? 0n : inUse * due + net * due - offsets;
    const label = periodOf(month, period);
    const before = found.get(label) ?? { period: label, seconds: 0n, lives: living, open: 0n, pending: 0n };
    inUse += net;
    living += started - ended;
    if (from !== undefined && month < from) continue;
    found.set(label, {
      period: label,
      seconds: before.seconds + seconds,
      lives: before.lives + started,
      open: living,
      pending: before.pending + pending,
    });
  }
  return [...found.values()].filter(({ seconds, pending }) => seconds !== 0n || pending !== 0n);
}

function lastMonth(edges: ReadonlyMap<Month, MonthEdges>, { to, evaluationDay }: Question): Month {
  const end = evaluationDay?.slice(0, 7) ?? [...edges.keys()].sort().at(-1) ?? '';
  return to !== undefined && to < end ? to : end;
}

/** What is said of lives that have not ended, in the period that holds the evaluation day. */
export function openAssumption({ period, open }: Pick<Use, 'period' | 'open'>, question: Question): string[] {
  const { evaluationDay } = question;
  if (open === 0n || evaluationDay === undefined) return [];
  if (period !== periodOf(evaluationDay.slice(0, 7), question.period)) return [];
  return [`${open} open lives counted to the end of ${evaluationDay}`];
}
