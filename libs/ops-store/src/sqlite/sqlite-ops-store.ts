import type { JsonObject } from '#kernel';
import { type ListOptions, pageOf } from '../page.js';
import type { OpsRecord, OpsStore } from '../port.js';
import { type Connection, openConnection } from './connection.js';
import { listQuery } from './listing.js';

interface Row {
  id: string;
  version: number;
  document: string;
}

const recordOf = ({ id, version, document }: Row): OpsRecord => ({
  id,
  version,
  document: JSON.parse(document) as JsonObject,
});

/** One table of JSON documents; versions make concurrent writers meet. */
export class SqliteOpsStore implements OpsStore {
  readonly #connection: Connection;
  readonly #get;
  readonly #insert;
  readonly #replace;
  readonly #upsert;
  readonly #remove;
  readonly #removeBefore;

  constructor(file: string) {
    const connection = openConnection(file);
    this.#connection = connection;
    this.#get = connection.prepare<[string, string], Row>(
      'SELECT id, version, document FROM records WHERE collection = ? AND id = ?',
    );
    this.#insert = connection.prepare<[string, string, string]>(
      'INSERT INTO records (collection, id, version, document) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING',
    );
    this.#replace = connection.prepare<[string, string, string, number]>(
      'UPDATE records SET version = version + 1, document = ? WHERE collection = ? AND id = ? AND version = ?',
    );
    this.#upsert = connection.prepare<[string, string, string]>(
      `INSERT INTO records (collection, id, version, document) VALUES (?, ?, 1, ?)
       ON CONFLICT DO UPDATE SET version = version + 1, document = excluded.document`,
    );
    this.#remove = connection.prepare<[string, string]>('DELETE FROM records WHERE collection = ? AND id = ?');
    this.#removeBefore = connection.prepare<[string, string, string]>(
      'DELETE FROM records WHERE collection = ? AND id < ? AND id >= ?',
    );
  }

  async get(collection: string, id: string): Promise<OpsRecord | undefined> {
    const row = this.#get.get(collection, id);
    return row && recordOf(row);
  }

  async list(collection: string, options: ListOptions): Promise<{ items: OpsRecord[]; next?: string }> {
    const { text, values } = listQuery(collection, options);
    const rows = this.#connection.prepare<(string | number)[], Row>(text).all(...values);
    return pageOf(rows.map(recordOf), options.limit);
  }

  async put(collection: string, id: string, document: JsonObject, expectedVersion?: number): Promise<boolean> {
    const text = JSON.stringify(document);
    if (expectedVersion === undefined) return this.#upsert.run(collection, id, text).changes === 1;
    if (expectedVersion === 0) return this.#insert.run(collection, id, text).changes === 1;
    return this.#replace.run(text, collection, id, expectedVersion).changes === 1;
  }

  async putMany(collection: string, records: readonly { id: string; document: JsonObject }[]): Promise<void> {
    this.#connection
      .transaction(() => {
        for (const { id, document } of records) this.#upsert.run(collection, id, JSON.stringify(document));
      })
      .immediate();
  }

  async remove(collection: string, id: string): Promise<void> {
    this.#remove.run(collection, id);
  }

  async removeBefore(collection: string, beforeId: string, fromId = ''): Promise<number> {
    return this.#removeBefore.run(collection, beforeId, fromId).changes;
  }

  async close(): Promise<void> {
    this.#connection.close();
  }
}
