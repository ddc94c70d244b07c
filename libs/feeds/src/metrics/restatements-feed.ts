import { type JsonObject, shortDigest } from '#kernel';
import { type MetricRow, metrics, type PublishedRow } from '#metrics';
import { type Feed, type FeedMessage, partnerTopic, RESTATEMENTS } from '../domain/index.js';
import { addressOf, metricOf } from './metrics-feed.js';

/** Changes of values of closed periods, by the row: each goes from where the one before it went to. */
export const restatementsFeed: Feed = {
  name: 'restatements',
  summary: RESTATEMENTS.summary,
  carries: { types: ['MetricRestated'], metrics: metrics.map(({ definition }) => definition.name) },
  topicOf: ({ audience }) => (audience === undefined ? RESTATEMENTS : partnerTopic(audience)),
  topics: [RESTATEMENTS],
};

/** Why values of closed periods changed. */
export interface Reason {
  /**
   * `events`: late or corrected facts. `rebuild`, `version`: what counts them. `matured`: a window that was open when
   * the period was closed has ended. `factor-set`: another set was chosen as the default. `put-on-market`: an edition
   * of national masses stated one that was missing, or another.
   */
  cause: 'events' | 'rebuild' | 'version' | 'matured' | 'factor-set' | 'put-on-market';
  /** Events that changed something the row is made of, or the one that chose the set or activated the edition. */
  because: readonly string[];
  /** There are more than are named. */
  isMore: boolean;
  /** Tells reasons without events apart. */
  mark: string;
  /** RFC 3339 in UTC. */
  time: string;
  /** Names of the factor sets that the row follows from, before and after: where another was chosen. */
  sets?: { former: string; present: string };
  /** Name of the edition of national masses. */
  edition?: string;
}

export function restatementMessage(
  before: PublishedRow | undefined,
  after: PublishedRow | undefined,
  { cause, because, isMore, mark, time, sets, edition }: Reason,
): FeedMessage | undefined {
  const published = after ?? before;
  if (published === undefined) return undefined;
  const [from, to] = [standOf(before?.row), standOf(after?.row)];
  const contents = [from, to].map((stand) => JSON.stringify(stand));
  if (contents[0] === contents[1]) return undefined;
  const { dimensions, period, unit, method, factorSet } = published.row;
  const { about, ...address } = addressOf(published);
  const data: JsonObject = {
    metric: metricOf(published.row),
    ...{ dimensions, period, unit, method },
    factorSet: sets?.present ?? factorSet,
    ...(sets === undefined ? {} : { formerFactorSet: sets.former }),
    from,
    to,
    cause,
    ...(edition === undefined ? {} : { edition }),
    because: [...because],
    ...(isMore ? { moreEvents: true } : {}),
  };
  return {
    id: shortDigest(JSON.stringify([published.key, published.partner ?? null, contents, cause, mark, because])),
    type: 'org.circulog.metric.MetricRestated.v3',
    schema: { name: 'restatements.MetricRestated', version: 3 },
    time,
    recordedAt: time,
    ...address,
    about: { ...about, type: 'MetricRestated' },
    data,
  };
}

/** `null`: no row, because there was nothing to count or the group may not be shown. */
function standOf(row: MetricRow | undefined): JsonObject | null {
  if (row === undefined) return null;
  const { value, numerator, denominator, lower, upper, coverage } = row;
  return {
    value,
    numerator,
    denominator,
    ...(lower === undefined ? {} : { lower }),
    ...(upper === undefined ? {} : { upper }),
    coverage: coverage as unknown as JsonObject,
  };
}
