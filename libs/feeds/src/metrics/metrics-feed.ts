import { type JsonObject, shortDigest } from '#kernel';
import { type MetricRow, metrics, type PublishedRow } from '#metrics';
import { type Feed, type FeedMessage, METRICS, partnerTopic } from '../domain/index.js';

/** Rows of metrics as they are now, by the row: the latest of each key stands for all before it. */
export const metricsFeed: Feed = {
  name: 'metrics',
  summary: METRICS.summary,
  carries: { metrics: metrics.map(({ definition }) => definition.name) },
  topicOf: ({ audience }) => (audience === undefined ? METRICS : partnerTopic(audience)),
  topics: [METRICS],
};

/** When a value was read, and up to where in the log it knows everything. */
export interface Reading {
  asOf: string;
  /** RFC 3339 in UTC. */
  time: string;
}

/** Why there is no row any more: nothing is left to count, or the group has become too small to be shown. */
export type Absence = 'empty' | 'withheld';

export function valueMessage(published: PublishedRow, reading: Reading, absence?: Absence): FeedMessage {
  const metric = metricOf(published.row);
  const data: JsonObject = {
    metric,
    ...(absence === undefined ? published.row : absentRow(published.row, absence)),
    asOfPosition: reading.asOf,
  } as unknown as JsonObject;
  const content = JSON.stringify([published.key, published.partner ?? null, data]);
  return {
    id: shortDigest(content),
    type: 'org.circulog.metric.MetricValue.v1',
    schema: { name: 'metrics.MetricValue', version: 1 },
    time: reading.time,
    recordedAt: reading.time,
    ...addressOf(published),
    data,
  };
}

/** Key, audience and what subscriptions choose by, of all that is said about a row. */
export const addressOf = ({ key, row, partner }: PublishedRow) => ({
  subject: `metric/${metricOf(row)}`,
  key,
  ...(partner === undefined ? {} : { audience: partner }),
  about: { metric: metricOf(row), dimensions: known(row.dimensions) },
});

export const metricOf = ({ method }: MetricRow): string => method.split('@', 1)[0] ?? method;

/** An explicit zero, where something is counted (CONTRACTS P6); of a group that is hidden nothing is said. */
function absentRow(row: MetricRow, absence: Absence): Record<string, unknown> {
  const { lower: _, upper: __, assumptions: ___, ...rest } = row;
  const isSum = row.denominator === null;
  const isEmpty = absence === 'empty';
  return {
    ...rest,
    value: isEmpty && isSum ? 0 : null,
    numerator: isEmpty ? 0 : null,
    denominator: isEmpty && !isSum ? 0 : null,
    coverage: { known: 0, unknown: 0, reasons: [] },
    absent: absence,
  };
}

const known = (dimensions: MetricRow['dimensions']): Record<string, string> =>
  Object.fromEntries(Object.entries(dimensions).filter((entry): entry is [string, string] => entry[1] !== null));
