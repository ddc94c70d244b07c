import type { Database } from 'better-sqlite3';
import { PAGE_MAX, type StoreFault } from '../migration/moving-log.js';

interface Found {
  position: number;
  /** As the bytes say; `null` where they are no event's. */
  stream: string | null;
  revision: number | null;
  isPlaced: 0 | 1;
  isFoundById: 0 | 1;
}

const DAMAGES_MAX = 20;
const FIRST = 1;

/** Where readers find each event, by the ways that they take, against what its own bytes say. */
const PLACES = `
WITH page AS (
  SELECT position, stream, revision, CASE WHEN typeof(text) = 'text' AND json_valid(text) THEN text END AS text
  FROM events WHERE position > ? ORDER BY position LIMIT ${PAGE_MAX}
)
SELECT position, text ->> '$.stream' AS stream, text ->> '$.revision' AS revision,
  stream IS (SELECT id FROM streams WHERE name = text ->> '$.stream') AND revision IS text ->> '$.revision' AS isPlaced,
  position IS (
    SELECT position FROM event_ids WHERE id = coalesce(unhex(text ->> '$.id', '-'), text ->> '$.id')
  ) AS isFoundById
FROM page ORDER BY position`;

const ASTRAY = `
SELECT name FROM streams WHERE name IS NOT (
  SELECT CASE WHEN json_valid(text) THEN text ->> '$.stream' END FROM events
  WHERE events.stream = streams.id AND events.revision = 0
) LIMIT ${PAGE_MAX}`;

/** What SQLite itself finds wrong with the file: pages, and indexes that are not of their tables. */
export function damagesOf(database: Database): StoreFault[] {
  const found = checked(database).filter((one) => one !== 'ok');
  return found.map((one) => fault(one, 'file-damaged'));
}

function checked(database: Database): string[] {
  try {
    const rows = database.pragma(`integrity_check(${DAMAGES_MAX})`) as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Compares the columns and indexes by which events are found with their bytes, which alone are hashed. */
export async function* misplacedIn(database: Database, tell: (events: number) => void): AsyncIterable<StoreFault[]> {
  const pages = database.prepare<[number], Found>(PLACES);
  let [after, expected, events] = [Number.MIN_SAFE_INTEGER, FIRST, 0];
  for (;;) {
    const page = pages.all(after);
    const last = page.at(-1);
    if (last === undefined) break;
    const faults: StoreFault[] = [];
    for (const found of page) {
      faults.push(...faultsOf(found, expected));
      expected = Math.max(expected, found.position + 1);
    }
    yield faults;
    after = last.position;
    events += page.length;
    tell(page.length);
  }
  const names = database.prepare<[], string>(ASTRAY).pluck().all();
  yield names.map((name) => fault(name, 'name-leads-elsewhere'));
  const ids = database.prepare<[], number>('SELECT count(*) FROM event_ids').pluck().get() ?? 0;
  if (ids > events) yield [fault(`${ids - events} ids`, 'ids-without-events')];
}

function faultsOf({ position, stream, revision, isPlaced, isFoundById }: Found, expected: number): StoreFault[] {
  const what =
    stream === null || revision === null
      ? `position ${position}`
      : `${stream} at revision ${revision} (position ${position})`;
  const faults: StoreFault[] = [];
  if (position < FIRST) faults.push(fault(what, 'before-the-beginning'));
  else if (position > expected) faults.push(fault(stretch(expected, position - 1), 'position-missing'));
  if (stream === null || revision === null) return [...faults, fault(what, 'unreadable')];
  if (isPlaced === 0) faults.push(fault(what, 'read-elsewhere'));
  if (isFoundById === 0) faults.push(fault(what, 'not-found-by-id'));
  return faults;
}

const stretch = (from: number, to: number): string => (from === to ? `position ${from}` : `positions ${from} to ${to}`);
const fault = (what: string, kind: StoreFault['fault']): StoreFault => ({ what, fault: kind });
