import { addDays } from '#kernel';
import { type Metric, type Months, metrics, reachOf, spanned } from '#metrics';
import type { ClosedTime, PastAmounts } from '#projections';
import { type MetricHistory, reached, type Touched, touch } from './metric-history.js';

export const isMoved = (was: string | undefined, is: string | undefined): boolean => was !== is;

/** Metrics, and months of theirs, whose values may follow from days or months having been closed after a place. */
export async function byCalendar(
  history: MetricHistory,
  past: PastAmounts,
  was: ClosedTime,
  is: ClosedTime,
): Promise<Map<Metric, Months>> {
  const spans = new Map<Metric, Months>();
  const add = (found: Iterable<readonly [Metric, Months]>) => {
    for (const [metric, months] of found) spans.set(metric, spanned(spans.get(metric), months));
  };
  if (is.day !== undefined && isMoved(was.day, is.day)) {
    // Use goes on until the last closed day. Before the first one nothing was due at all.
    const between = was.day === undefined ? {} : { from: was.day.slice(0, 7), to: is.day.slice(0, 7) };
    add(everyMetric(between));
    if (was.day !== undefined) {
      const touched: Touched = new Map();
      for (const cell of await history.maturing(past, addDays(was.day, 1), is.day)) touch(touched, cell);
      add(reached(touched));
    }
  }
  if (is.period !== undefined && isMoved(was.period, is.period))
    add(everyMetric({ ...(was.period === undefined ? {} : { from: was.period }), to: is.period }));
  return spans;
}

const everyMetric = (months: Months): [Metric, Months][] => metrics.map((metric) => [metric, reachOf(metric, months)]);
