import { ChosenFactorSets, lastChange } from '#impact';
import { type FactorSet, factorSets, SHIPPED_FACTOR_SETS } from '#impact/domain';
import {
  type MetricExplanation,
  MetricQuery,
  type MetricRow,
  PUBLISHED_BY,
  type PutOnMarketEdition,
  PutOnMarketHistory,
} from '#metrics';
import { Calendar, type Contribution, type DeviceProjection, MeasureCalendar } from '#projections';
import { type World, world } from '#projections/testing';
import type { ReadStore } from '#read-store';
import type { FeedMessage, FeedPosition, FeedSource } from '../domain/index.js';
import { MetricHistory } from '../metrics/metric-history.js';
import { MetricValuesSource } from '../metrics/metric-values-source.js';
import { RestatementsSource } from '../metrics/restatements-source.js';
import { tellChoice, tellMasses } from './told-catalogue.js';

const STEP_MILLIS = 10_000;

/** Events say themselves what they add to measures, so that a world can be told in a line. */
export const saidMeasures = (version = 1, factor = 1n): DeviceProjection => ({
  shape: 'device',
  name: 'measures',
  version,
  collections: [],
  project: ({ entries }) => ({
    documents: [],
    contributions: entries.flatMap(({ event: { id, data }, standing }) =>
      standing.standing === 'counted' && Array.isArray(data.adds)
        ? (data.adds as unknown as Said[]).map(
            ({ amount, ...place }): Contribution => ({ ...place, amount: BigInt(amount) * factor, because: [id] }),
          )
        : [],
    ),
  }),
});

export interface Said extends Omit<Contribution, 'amount' | 'because'> {
  amount: number;
}

export interface MetricWorld extends World {
  values(): MetricValuesSource;
  restatements(): RestatementsSource;
  /** Rows that the feeds publish of a metric, as the API answers them now, to everybody and to each partner. */
  answers(metric: string, partners: readonly string[]): Promise<Map<string | undefined, MetricRow[]>>;
  /** The events behind a partner's values of a metric, by input of its formula. */
  explained(metric: string, partner: string): Promise<Record<string, string[]>>;
  /** Called each time before the feeds read changes or cells, as if somebody else was working meanwhile. */
  between: () => Promise<void>;
  closeDay(day: string): void;
  closeMonth(month: string): void;
  /** Makes a set the default; answers the event's id. */
  choose(set: FactorSet): string;
  /** States an edition of national masses and activates it; answers the activation's id. */
  state(edition: PutOnMarketEdition): string;
}

export async function metricWorld(options: { changeDays?: number; clock?: () => number } = {}): Promise<MetricWorld> {
  const given = await world([saidMeasures()]);
  let clock = Date.UTC(2026, 5, 1);
  const now = options.clock ?? (() => (clock += STEP_MILLIS));
  const { log, measures } = given;
  const reads = watched(given.reads, () => made.between());
  const history = () => new MetricHistory({ log, reads, changeDays: options.changeDays ?? 36_500, now });
  const chosen = new ChosenFactorSets(log);
  const offered = async () => {
    const choices = await chosen.choices();
    const changedAt = lastChange(choices)?.position;
    const changed = changedAt === undefined ? {} : { changedAt };
    return { sets: factorSets, default: choices.at(-1)?.set ?? SHIPPED_FACTOR_SETS.default, ...changed };
  };
  const national = new PutOnMarketHistory(log);
  const calendar = new MeasureCalendar(new Calendar(log), measures, log);
  const query = new MetricQuery(measures, calendar, { offered }, { masses: () => national.masses() });
  const made: MetricWorld = {
    ...given,
    between: async () => undefined,
    values: () => new MetricValuesSource({ history: history(), everyMillis: 1 }),
    restatements: () => new RestatementsSource({ history: history() }),
    closeDay: (day) => void log.tell('calendar', 'DayClosed', { day }),
    closeMonth: (period) => void log.tell('calendar', 'PeriodClosed', { period }),
    choose: (set) => tellChoice(log, set),
    state: (edition) => tellMasses(log, edition),
    answers: async (name, partners) => {
      const found = new Map<string | undefined, MetricRow[]>();
      for (const partner of [undefined, ...partners]) {
        const rows: MetricRow[] = [];
        for (const by of PUBLISHED_BY.filter((names) => names.includes('partner') === (partner !== undefined))) {
          const scope = { kind: 'partner', partnerId: partner ?? 'a-partner' } as const;
          const answer = await query.query({ name, by, scope });
          if (answer.outcome === 'answered') rows.push(...answer.rows);
        }
        found.set(partner, rows);
      }
      return found;
    },
    explained: async (name, partnerId) => {
      const answer = await query.explain({ name, scope: { kind: 'partner', partnerId } });
      return answer.outcome === 'explained' ? eventsByInput(answer) : {};
    },
  };
  return made;
}

const eventsByInput = ({ inputs }: MetricExplanation): Record<string, string[]> =>
  Object.fromEntries(inputs.map(({ input, subjects }) => [input, subjects.flatMap(({ events }) => events).sort()]));

function watched(reads: ReadStore, before: () => Promise<void>): ReadStore {
  let turn: Promise<void> = Promise.resolve();
  return new Proxy(reads, {
    get: (store, name) => {
      const value: unknown = Reflect.get(store, name);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        if (name === 'find') {
          turn = turn.then(before);
          await turn;
        }
        return Reflect.apply(value, store, given);
      };
    },
  });
}

/** All messages of a source after a place until it has come to the end, and where that is. */
export async function drain(
  source: FeedSource,
  after: FeedPosition | null,
): Promise<{ messages: FeedMessage[]; reached: FeedPosition | null }> {
  const ending = new AbortController();
  const messages: FeedMessage[] = [];
  let reached = after;
  if (after?.position === (await source.end())?.position) return { messages, reached };
  for await (const steps of source.read(after, ending.signal)) {
    for (const step of steps) messages.push(...step.messages);
    reached = steps.at(-1)?.reached ?? reached;
    if (reached?.position === (await source.end())?.position) break;
  }
  ending.abort();
  return { messages, reached };
}
