import type { MeasureQuery, MeasureRow, SharePage, SubjectPage } from '#projections/domain';
import type { MeasureReader } from '../domain/measure-reader.js';

/** Answers the same reading once, so that what is compared is computed from the same measures. */
export class RememberingReader implements MeasureReader {
  readonly #rows = new Map<string, Promise<MeasureRow[]>>();
  readonly #subjects = new Map<string, Promise<SubjectPage>>();
  readonly #shares = new Map<string, Promise<SharePage>>();

  constructor(private readonly reader: MeasureReader) {}

  read(query: MeasureQuery): Promise<MeasureRow[]> {
    return once(this.#rows, [query], () => this.reader.read(query));
  }

  subjects(query: MeasureQuery, page: { limit: number; after?: string }): Promise<SubjectPage> {
    return once(this.#subjects, [query, page], () => this.reader.subjects(query, page));
  }

  subjectShares(measures: ReadonlySet<string>, after?: string): Promise<SharePage> {
    return once(this.#shares, [[...measures], after ?? null], () => this.reader.subjectShares(measures, after));
  }
}

function once<Answer>(known: Map<string, Promise<Answer>>, asked: unknown, read: () => Promise<Answer>) {
  const key = JSON.stringify(asked);
  const answer = known.get(key) ?? read();
  known.set(key, answer);
  return answer;
}
