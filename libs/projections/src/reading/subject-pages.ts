import type { JsonObject } from '#kernel';
import { type Found, InvalidCursor, type ReadStore } from '#read-store';
import {
  cellOfKey,
  decodeShares,
  type MeasureQuery,
  type MeasureSubject,
  type SharePage,
  type SubjectPage,
  type SubjectShares,
  shareKey,
} from '../domain/index.js';
import { isAsked, isWithin } from './measure-query.js';

/** Records of one build, and the months in which the measure has cells there. */
export interface SubjectSource {
  collection: string;
  periods: readonly string[];
}

/** Records looked at for one page, and of those at a time. */
const SCANNED_MAX = 5_000;
const SCAN_PAGE = 200;
/** Subjects of one page of shares. */
const SHARE_PAGE = 500;

interface Place {
  source: number;
  /** Strictly after this subject. */
  after: string;
}

export async function subjectPage(
  reads: ReadStore,
  sources: readonly SubjectSource[],
  query: MeasureQuery,
  { limit, after }: { limit: number; after?: string },
): Promise<SubjectPage> {
  const subjects: MeasureSubject[] = [];
  let { source, after: last } = placeOf(after);
  let scanned = 0;
  for (let from = sources[source]; from !== undefined; from = sources[source]) {
    if (subjects.length >= limit || scanned >= SCANNED_MAX) return { subjects, next: encode({ source, after: last }) };
    const records = await nextRecords(reads, from, query.measure, last);
    scanned += records.length;
    for (const record of records) {
      if (subjects.length >= limit) return { subjects, next: encode({ source, after: last }) };
      last = record.id;
      const subject = shareIn(record, query);
      if (subject !== undefined) subjects.push(subject);
    }
    if (records.length < SCAN_PAGE) {
      source += 1;
      last = '';
    }
  }
  return { subjects };
}

/** Subjects one after the other, whatever they add to, with what they add to some measures. */
export async function sharePage(
  reads: ReadStore,
  collections: readonly string[],
  measures: ReadonlySet<string>,
  after?: string,
): Promise<SharePage> {
  const { source, after: last } = placeOf(after);
  const collection = collections[source];
  if (collection === undefined) return { subjects: [] };
  const { items } = await reads.find(collection, { where: { id: { from: `${last}\u0000` } }, limit: SHARE_PAGE });
  const end = items.at(-1);
  const next =
    end !== undefined && items.length === SHARE_PAGE ? { source, after: end.id } : { source: source + 1, after: '' };
  return {
    subjects: items.map((item) => sharesIn(item, measures)),
    ...(next.source < collections.length ? { next: encode(next) } : {}),
  };
}

function sharesIn({ id, document }: Found, measures: ReadonlySet<string>): SubjectShares {
  const shares = decodeShares(document.shares as JsonObject, (measure) => measures.has(measure));
  return { deviceId: id, shares: [...shares].map(([key, { amount }]) => ({ cell: cellOfKey(key), amount })) };
}

async function nextRecords(
  reads: ReadStore,
  { collection, periods }: SubjectSource,
  measure: string,
  after: string,
): Promise<Found[]> {
  if (periods.length === 0) return [];
  const cells = { contains: periods.map((period) => shareKey(measure, period)) };
  const { items } = await reads.find(collection, {
    where: { cells, id: { from: `${after}\u0000` } },
    limit: SCAN_PAGE,
  });
  return items;
}

function shareIn({ id, document }: Found, query: MeasureQuery): MeasureSubject | undefined {
  const within = decodeShares(document.shares as JsonObject, (measure, period) => isWithin(query, measure, period));
  const asked = [...within].filter(([key]) => isAsked(query, cellOfKey(key)));
  if (asked.length === 0) return undefined;
  const because = new Set(asked.flatMap(([, share]) => share.because));
  return {
    deviceId: id,
    amount: asked.reduce((total, [, { amount }]) => total + amount, 0n),
    because: [...because].sort(),
  };
}

const encode = ({ source, after }: Place): string =>
  Buffer.from(JSON.stringify(['subjects', source, after])).toString('base64url');

const placeOf = (after: string | undefined): Place => (after === undefined ? { source: 0, after: '' } : decode(after));

function decode(cursor: string): Place {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [kind, source, after] = Array.isArray(parts) ? (parts as unknown[]) : [];
    if (kind === 'subjects' && Number.isInteger(source) && typeof after === 'string') {
      return { source: source as number, after };
    }
  } catch {
    throw new InvalidCursor('The cursor is damaged.');
  }
  throw new InvalidCursor('The cursor belongs to another query.');
}
