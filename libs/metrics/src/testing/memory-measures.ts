import type { Day, Month } from '#kernel';
import type { Journey } from '#lifecycle/domain';
import {
  type Contribution,
  cellOf,
  type MeasureQuery,
  type MeasureRow,
  type MeasureSubject,
  type SharePage,
  type SubjectPage,
} from '#projections/domain';
import type { MeasureReader, MetricCalendar } from '../domain/measure-reader.js';
import { measuresProjection } from '../domain/measures-projection.js';

type Share = Contribution & { deviceId: string };

/** The measures of some journeys and the calendar, in memory: what a reader of the read store must answer as well. */
export class MemoryMeasures implements MeasureReader, MetricCalendar {
  private readonly shares: Share[];
  day: Day | undefined;
  closed: ReadonlySet<Month> = new Set();
  restated: ReadonlyMap<string, ReadonlySet<Month>> = new Map();
  closedEarlier: ReadonlySet<Month> = new Set();

  constructor(journeys: readonly Journey[], day?: Day) {
    this.day = day;
    this.shares = journeys.flatMap((journey) =>
      measuresProjection.project(journey).contributions.map((share) => ({ ...share, deviceId: journey.deviceId })),
    );
  }

  async evaluationDay(): Promise<Day | undefined> {
    return this.day;
  }

  async closedPeriods(): Promise<ReadonlySet<Month>> {
    return this.closed;
  }

  async closedBefore(): Promise<ReadonlySet<Month>> {
    return this.closedEarlier;
  }

  async restatedPeriods(): Promise<ReadonlyMap<string, ReadonlySet<Month>>> {
    return this.restated;
  }

  async read(query: MeasureQuery): Promise<MeasureRow[]> {
    const rows = new Map<string, MeasureRow>();
    for (const share of this.matching(query)) {
      const known = query.groupBy.flatMap((name) => {
        const value = share.dimensions[name];
        return value === undefined ? [] : [[name, value] as const];
      });
      const key = JSON.stringify([share.period, known]);
      const row = rows.get(key) ?? {
        dimensions: Object.fromEntries(known),
        period: share.period,
        amount: 0n,
        pending: 0n,
      };
      rows.set(key, isDue(share, query) ? { ...row, amount: row.amount + share.amount } : withPending(row, share));
    }
    return [...rows.values()];
  }

  async subjects(query: MeasureQuery, { limit, after = '' }: { limit: number; after?: string }): Promise<SubjectPage> {
    const found = new Map<string, MeasureSubject>();
    for (const { deviceId, amount, because } of this.matching(query)) {
      const before = found.get(deviceId) ?? { deviceId, amount: 0n, because: [] };
      const events = [...new Set([...before.because, ...because])].sort();
      found.set(deviceId, { deviceId, amount: before.amount + amount, because: events });
    }
    const rest = [...found.values()].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
    const subjects = rest.filter(({ deviceId }) => deviceId > after);
    const next = subjects[limit - 1]?.deviceId;
    return { subjects: subjects.slice(0, limit), ...(subjects.length > limit && next !== undefined ? { next } : {}) };
  }

  async subjectShares(measures: ReadonlySet<string>): Promise<SharePage> {
    const byDevice = Map.groupBy(
      this.shares.filter(({ measure }) => measures.has(measure)),
      ({ deviceId }) => deviceId,
    );
    const subjects = [...byDevice].map(([deviceId, shares]) => ({
      deviceId,
      shares: shares.map((share) => ({ cell: cellOf(share), amount: share.amount })),
    }));
    return { subjects };
  }

  private matching({ measure, where, from = '', to = '9999-12' }: MeasureQuery): Share[] {
    return this.shares.filter(
      (share) =>
        share.measure === measure &&
        share.period >= from &&
        share.period <= to &&
        Object.entries(where).every(([name, values]) => values.includes(share.dimensions[name] ?? null)),
    );
  }
}

const isDue = ({ effectiveOn }: Share, { evaluationDay }: MeasureQuery): boolean =>
  effectiveOn === undefined || (evaluationDay !== undefined && effectiveOn <= evaluationDay);

const withPending = (row: MeasureRow, { amount }: Share): MeasureRow => ({ ...row, pending: row.pending + amount });
