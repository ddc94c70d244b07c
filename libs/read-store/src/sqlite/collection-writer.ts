import type { Statement } from 'better-sqlite3';
import type { JsonObject } from '#kernel';
import type { Write } from '../port.js';
import type { Collection } from './collection.js';
import type { Connection } from './connection.js';
import { column, columnValue, manyValues, tableOf, valuesTableOf } from './fields.js';

interface ManyStatements {
  field: string;
  add: Statement;
  remove: Statement;
}

/** Prepared writes of one collection. A document is replaced or removed only where its sequence is lower (P4). */
export class CollectionWriter {
  readonly #put: Statement;
  readonly #remove: Statement;
  readonly #before: Statement<[string], Record<string, string | number | null>>;
  readonly #many: readonly ManyStatements[];

  constructor(
    connection: Connection,
    readonly collection: Collection,
  ) {
    const { name, single, many } = collection;
    const table = tableOf(name);
    const columns = ['id', 'seq', 'document', ...[...single, ...many].map(column)];
    const assignments = columns.slice(1).map((each) => `${each} = excluded.${each}`);
    this.#put = connection.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (id) DO UPDATE SET ${assignments.join(', ')} WHERE seq < excluded.seq`,
    );
    this.#remove = connection.prepare(`DELETE FROM ${table} WHERE id = ? AND seq < ?`);
    const kept = many.map((field) => `, ${column(field)} AS ${field}`).join('');
    this.#before = connection.prepare(`SELECT seq AS "seq:"${kept} FROM ${table} WHERE id = ?`);
    this.#many = many.map((field) => ({
      field,
      add: connection.prepare(`INSERT OR IGNORE INTO ${valuesTableOf(name, field)} (value, id) VALUES (?, ?)`),
      remove: connection.prepare(`DELETE FROM ${valuesTableOf(name, field)} WHERE value = ? AND id = ?`),
    }));
  }

  write(write: Write, seq: number): void {
    const document = 'remove' in write ? undefined : write.document;
    const values = document && this.#many.map(({ field }) => manyValues(document, field));
    if (this.#many.length > 0 && !this.#exchangeValues(write.id, seq, values)) return;
    if (document === undefined) this.#remove.run(write.id, seq);
    else
      this.#put.run(write.id, seq, JSON.stringify(document), ...this.#singles(document), ...(values ?? []).map(toText));
  }

  #singles(document: JsonObject): (string | number | null)[] {
    return this.collection.single.map((field) => columnValue(document[field]));
  }

  /** Adds and removes only what differs. False where the document there is as new as this one. */
  #exchangeValues(id: string, seq: number, values: string[][] | undefined): boolean {
    const before = this.#before.get(id);
    if (before !== undefined && Number(before['seq:']) >= seq) return false;
    this.#many.forEach(({ field, add, remove }, index) => {
      const after = values?.[index] ?? [];
      const text = before?.[field];
      if (text === toText(after)) return;
      const old = typeof text === 'string' ? (JSON.parse(text) as string[]) : [];
      for (const value of old) if (!after.includes(value)) remove.run(value, id);
      for (const value of after) if (!old.includes(value)) add.run(value, id);
    });
    return true;
  }
}

const toText = (values: readonly string[]): string => JSON.stringify(values);
