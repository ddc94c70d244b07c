import type { Day, Month } from '#kernel';
import type { MeasureQuery, MeasureRow, SharePage, SubjectPage } from '#projections/domain';

/** Reads the cells that the `measures` projection has written. */
export interface MeasureReader {
  read(query: MeasureQuery): Promise<MeasureRow[]>;
  /** The devices behind the matching cells, due or pending, one entry each, ascending by id. */
  subjects(query: MeasureQuery, page: { limit: number; after?: string }): Promise<SubjectPage>;
  /** All devices, ascending by id, with what each adds to some measures. */
  subjectShares(measures: ReadonlySet<string>, after?: string): Promise<SharePage>;
}

/** How far time has been closed (CONTRACTS P1). */
export interface MetricCalendar {
  evaluationDay(): Promise<Day | undefined>;
  /** Months whose values are final unless restated. */
  closedPeriods(): Promise<ReadonlySet<Month>>;
  /** Months that were closed before this position of the log. */
  closedBefore(position: string): Promise<ReadonlySet<Month>>;
  /** Of each of these measures the closed months in which a cell of it changed after the close. */
  restatedPeriods(measures: Iterable<string>): Promise<ReadonlyMap<string, ReadonlySet<Month>>>;
}
