import type { Statement } from 'better-sqlite3';
import type { JsonObject } from '#kernel';
import type { Write } from '../port.js';
import type { Collection } from './collection.js';
import type { Connection } from './connection.js';
import { column, columnValue, manyValues, tableOf, valuesTableOf } from './fields.js';

/** Statements kept for updates of single columns; beyond that all columns are written. */
const UPDATES_MAX = 64;

type Value = string | number | null;

interface ManyStatements {
  add: Statement;
  remove: Statement;
}

/** What is stored of a document beside its text. */
interface Stored {
  rowid: number;
  seq: number;
  /** In the order of the collection's single-valued, then its many-valued fields. */
  columns: readonly Value[];
}

/**
 * Prepared writes of one collection. A document is replaced or removed only where its sequence is lower (P4). Columns
 * that stay as they are are not written again, so that only the indexes of those that change are touched.
 */
export class CollectionWriter {
  readonly #fields: readonly string[];
  readonly #put: Statement;
  readonly #remove: Statement;
  readonly #stored: Statement<[string], Value[]>;
  readonly #many: readonly ManyStatements[];
  /** By the changed columns' indexes, as text. */
  readonly #updates = new Map<string, Statement>();

  constructor(
    private readonly connection: Connection,
    readonly collection: Collection,
  ) {
    const { name, single, many } = collection;
    const table = tableOf(name);
    this.#fields = [...single, ...many].map(column);
    const columns = ['id', 'seq', 'document', ...this.#fields];
    this.#put = connection.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, document = excluded.document WHERE seq < excluded.seq`,
    );
    this.#remove = connection.prepare(`DELETE FROM ${table} WHERE id = ? AND seq < ?`);
    this.#stored = connection
      .prepare<[string], Value[]>(`SELECT ${['rowid', 'seq', ...this.#fields].join(', ')} FROM ${table} WHERE id = ?`)
      .raw();
    this.#many = many.map((field) => ({
      add: connection.prepare(`INSERT OR IGNORE INTO ${valuesTableOf(name, field)} (value, id) VALUES (?, ?)`),
      remove: connection.prepare(`DELETE FROM ${valuesTableOf(name, field)} WHERE value = ? AND id = ?`),
    }));
  }

  write(write: Write, seq: number): void {
    const { id } = write;
    const document = 'remove' in write ? undefined : write.document;
    const stored = this.#fields.length === 0 ? undefined : this.#read(id);
    if (stored !== undefined && stored.seq >= seq) return;
    if (document === undefined) {
      if (stored !== undefined) this.#exchangeValues(id, stored.columns, undefined);
      this.#remove.run(id, seq);
      return;
    }
    const columns = this.#columnsOf(document);
    const text = JSON.stringify(document);
    this.#exchangeValues(id, stored?.columns, columns);
    if (stored === undefined) this.#put.run(id, seq, text, ...columns);
    else this.#update(stored, { seq, text, columns });
  }

  #read(id: string): Stored | undefined {
    const row = this.#stored.get(id);
    if (row === undefined) return undefined;
    const [rowid, seq, ...columns] = row;
    return { rowid: Number(rowid), seq: Number(seq), columns };
  }

  #columnsOf(document: JsonObject): Value[] {
    const { single, many } = this.collection;
    return [
      ...single.map((field) => columnValue(document[field])),
      ...many.map((field) => JSON.stringify(manyValues(document, field))),
    ];
  }

  #update(stored: Stored, { seq, text, columns }: { seq: number; text: string; columns: readonly Value[] }): void {
    let changed = columns.flatMap((value, index) => (value === stored.columns[index] ? [] : [index]));
    if (this.#updates.size > UPDATES_MAX) changed = [...columns.keys()];
    const values = changed.map((index) => columns[index] as Value);
    this.#updateOf(changed).run(seq, text, ...values, stored.rowid);
  }

  #updateOf(changed: readonly number[]): Statement {
    const key = changed.join();
    const known = this.#updates.get(key);
    if (known !== undefined) return known;
    const columns = ['seq', 'document', ...changed.map((index) => this.#fields[index])];
    const assignments = columns.map((each) => `${each} = ?`).join(', ');
    const statement = this.connection.prepare(
      `UPDATE ${tableOf(this.collection.name)} SET ${assignments} WHERE rowid = ?`,
    );
    this.#updates.set(key, statement);
    return statement;
  }

  /** Adds and removes only what differs. */
  #exchangeValues(id: string, before: readonly Value[] | undefined, after: readonly Value[] | undefined): void {
    this.#many.forEach(({ add, remove }, index) => {
      const place = this.collection.single.length + index;
      const [old, now] = [before?.[place], after?.[place]];
      if (old === now) return;
      const [olds, nows] = [listOf(old), listOf(now)];
      for (const value of olds) if (!nows.includes(value)) remove.run(value, id);
      for (const value of nows) if (!olds.includes(value)) add.run(value, id);
    });
  }
}

const listOf = (text: Value | undefined): string[] => (typeof text === 'string' ? (JSON.parse(text) as string[]) : []);
