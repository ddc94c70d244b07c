import type { Day, Month } from '#kernel';
import type { Cell } from './cell.js';
import type { Dimensions } from './contribution.js';

/** Which part of a measure: cells whose dimensions match, summed by `groupBy` and month. */
export interface MeasureQuery {
  measure: string;
  /** One of the values; `null`: the dimension is not known. */
  where: Readonly<Record<string, readonly (string | null)[]>>;
  groupBy: readonly string[];
  /** Months, both included; absent: from the first, to the last. */
  from?: Month;
  to?: Month;
  /** Last closed day; absent: no day has been closed, and nothing that matures is due. */
  evaluationDay?: Day;
}

export interface MeasureRow {
  /** Values of `groupBy`; one that is not known is left out. */
  dimensions: Dimensions;
  period: Month;
  /** What counts on the evaluation day. */
  amount: bigint;
  /** What has been contributed but is not due yet. */
  pending: bigint;
}

/** What one subject adds to the cells of a query, and the events that say so. */
export interface MeasureSubject {
  /** Device id, or the stream of a batch or another subject. */
  deviceId: string;
  amount: bigint;
  because: readonly string[];
}

/** What one subject adds to each cell of some measures. */
export interface SubjectShares {
  deviceId: string;
  shares: { cell: Cell; amount: bigint }[];
}

export interface SharePage {
  subjects: SubjectShares[];
  /** Cursor of the next page; absent: there is none. */
  next?: string;
}

export interface SubjectPage {
  subjects: MeasureSubject[];
  /** Cursor of the next page. A page may be short, or empty, and yet not the last. */
  next?: string;
}
