import Database from 'better-sqlite3';
import type { StoreFault } from '../migration/moving-log.js';
import { createSchema } from './schema.js';

interface Declared {
  type: string;
  name: string;
  sql: string;
}

/** What a file declares; SQLite's own tables and indexes are not ours to judge. */
const DECLARED = `
SELECT type, name, sql FROM sqlite_master
WHERE sql IS NOT NULL AND NOT (type IN ('table', 'index') AND name LIKE 'sqlite!_%' ESCAPE '!')`;

const declaredIn = (database: Database.Database): Map<string, string> =>
  new Map(
    database
      .prepare<[], Declared>(DECLARED)
      .all()
      .map(({ type, name, sql }) => [`${type} ${name}`, sql]),
  );

let asMade: Map<string, string> | undefined;

function expected(): Map<string, string> {
  if (asMade !== undefined) return asMade;
  const database = new Database(':memory:');
  try {
    createSchema(database);
    asMade = declaredIn(database);
    return asMade;
  } finally {
    database.close();
  }
}

/**
 * What of a log's tables, indexes and triggers is not as it was made. A trigger or view that it was not made with can
 * make of an append what it likes; a table or index more does no harm.
 */
export function guardFaults(database: Database.Database): StoreFault[] {
  const [there, made] = [declaredIn(database), expected()];
  const faults: StoreFault[] = [];
  for (const [what, sql] of made) {
    if (!there.has(what)) faults.push({ what, fault: 'guard-missing' });
    else if (there.get(what) !== sql) faults.push({ what, fault: 'guard-differs' });
  }
  for (const what of there.keys()) {
    if (!made.has(what) && /^(trigger|view) /.test(what)) faults.push({ what, fault: 'guard-unknown' });
  }
  return faults;
}

/** Throws for a log whose guards are not as they were made: nobody may append past them, or through what came instead. */
export function assertGuarded(database: Database.Database): void {
  const faults = guardFaults(database);
  if (faults.length === 0) return;
  const told = faults.map(({ what, fault }) => `${what} (${fault.slice('guard-'.length)})`).join(', ');
  throw new Error(
    `${database.name} is not guarded as it was made: ${told}. See \`circulog verify\`; \`circulog migrate\` into a new file makes the guards anew.`,
  );
}
