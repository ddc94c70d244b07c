import type { Failure } from '#kernel';
import type { Report } from '#lifecycle/domain';

/** One line of a file: the report that it holds, or why it holds none. `bytesDone`: of the file, this line included. */
export type SourceLine = { line: number; bytesDone: number } & (
  | { report: Report; inferredZone?: boolean }
  | { failures: Failure[] }
);
