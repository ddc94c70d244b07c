import type { MeasureQuery, MeasureRow, SharePage, SubjectPage } from '#projections/domain';
import type { MeasureReader } from '../domain/measure-reader.js';

/** Answers the same reading once, so that what is compared is computed from the same measures. */
export class RememberingReader implements MeasureReader {
  readonly #rows = new Map<string, Promise<MeasureRow[]>>();

  constructor(private readonly reader: MeasureReader) {}

  read(query: MeasureQuery): Promise<MeasureRow[]> {
    const key = JSON.stringify(query);
    const known = this.#rows.get(key) ?? this.reader.read(query);
    this.#rows.set(key, known);
    return known;
  }

  subjects(query: MeasureQuery, page: { limit: number; after?: string }): Promise<SubjectPage> {
    return this.reader.subjects(query, page);
  }

  subjectShares(measures: ReadonlySet<string>, after?: string): Promise<SharePage> {
    return this.reader.subjectShares(measures, after);
  }
}
