import type { CollectionDefinition } from '../port.js';
import type { Connection } from './connection.js';
import { column, quoted, tableOf, valuesTableOf } from './fields.js';

export interface Collection {
  name: string;
  /** Single-valued indexed fields, in the order of their columns. */
  single: readonly string[];
  many: readonly string[];
}

const collectionOf = ({ name, indexes }: CollectionDefinition): Collection => ({
  name,
  single: indexes.filter(({ many }) => !many).map(({ field }) => field),
  many: indexes.filter(({ many }) => many).map(({ field }) => field),
});

const CATALOGUE = 'CREATE TABLE IF NOT EXISTS collections (name TEXT PRIMARY KEY, definition TEXT NOT NULL)';

export function loadCollections(connection: Connection): Map<string, Collection> {
  connection.exec(CATALOGUE);
  const rows = connection.prepare<[], { definition: string }>('SELECT definition FROM collections').all();
  const all = rows.map(({ definition }) => JSON.parse(definition) as Collection);
  return new Map(all.map((collection) => [collection.name, collection]));
}

export const isDefined = ({ indexes }: CollectionDefinition, present: Collection | undefined): boolean =>
  present !== undefined && indexes.every(({ field, many }) => (many ? present.many : present.single).includes(field));

/** Creates the collection, or adds the fields that it newly declares. */
export function defineCollection(
  connection: Connection,
  definition: CollectionDefinition,
  present: Collection | undefined,
): Collection {
  const wanted = collectionOf(definition);
  const missingSingle = wanted.single.filter((field) => !present?.single.includes(field));
  const missingMany = wanted.many.filter((field) => !present?.many.includes(field));
  const table = tableOf(wanted.name);
  connection.exec(
    `CREATE TABLE IF NOT EXISTS ${table} (id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, document TEXT NOT NULL)`,
  );
  for (const field of missingSingle) addColumn(connection, wanted.name, field);
  for (const field of missingMany) addValues(connection, wanted.name, field);
  const merged: Collection = {
    name: wanted.name,
    single: [...(present?.single ?? []), ...missingSingle],
    many: [...(present?.many ?? []), ...missingMany],
  };
  connection
    .prepare('INSERT OR REPLACE INTO collections (name, definition) VALUES (?, ?)')
    .run(merged.name, JSON.stringify(merged));
  return merged;
}

function addColumn(connection: Connection, collection: string, field: string): void {
  const table = tableOf(collection);
  connection.exec(`ALTER TABLE ${table} ADD COLUMN ${column(field)}`);
  connection.exec(`UPDATE ${table} SET ${column(field)} = json_extract(document, '$.${field}')`);
  connection.exec(`CREATE INDEX ${quoted(`i:${collection}:${field}`)} ON ${table} (${column(field)}, id)`);
}

function addValues(connection: Connection, collection: string, field: string): void {
  const table = tableOf(collection);
  const values = valuesTableOf(collection, field);
  connection.exec(`ALTER TABLE ${table} ADD COLUMN ${column(field)}`);
  connection.exec(
    `CREATE TABLE ${values} (value TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (value, id)) WITHOUT ROWID`,
  );
  connection.exec(
    `INSERT OR IGNORE INTO ${values} SELECT each.value, ${table}.id FROM ${table}, json_each(document, '$.${field}') each`,
  );
  connection.exec(
    `UPDATE ${table} SET ${column(field)} = (SELECT json_group_array(value ORDER BY value) FROM ${values} v WHERE v.id = ${table}.id)`,
  );
}

export function dropCollection(connection: Connection, { name, many }: Collection): void {
  for (const field of many) connection.exec(`DROP TABLE IF EXISTS ${valuesTableOf(name, field)}`);
  connection.exec(`DROP TABLE IF EXISTS ${tableOf(name)}`);
  connection.prepare('DELETE FROM collections WHERE name = ?').run(name);
}
