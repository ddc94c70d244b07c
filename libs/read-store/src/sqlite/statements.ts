import type { Statement } from 'better-sqlite3';
import type { Connection } from './connection.js';

/** Query texts kept prepared. */
const STATEMENTS_MAX = 300;

/** Prepared statements by text; the oldest goes when there are too many. */
export class Statements {
  readonly #byText = new Map<string, Statement>();

  constructor(private readonly connection: Connection) {}

  of<Result>(text: string): Statement<(string | number | null)[], Result> {
    const known = this.#byText.get(text);
    if (known !== undefined) return known as Statement<(string | number | null)[], Result>;
    const prepared = this.connection.prepare<(string | number | null)[], Result>(text);
    const [oldest] = this.#byText.keys();
    if (this.#byText.size >= STATEMENTS_MAX && oldest !== undefined) this.#byText.delete(oldest);
    this.#byText.set(text, prepared);
    return prepared;
  }
}
