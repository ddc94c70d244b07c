import {
  type CollectionDefinition,
  type Commit,
  type CommitOutcome,
  type Control,
  type FindOptions,
  type Found,
  InvalidQuery,
  type Page,
  type ReadStore,
  type Repeated,
  type RepeatedOptions,
  type Sum,
  type SumOptions,
  type Where,
} from '../port.js';
import { type Collection, defineCollection, dropCollection, isDefined, loadCollections } from './collection.js';
import { CollectionWriter } from './collection-writer.js';
import { both, conditions } from './conditions.js';
import { type Connection, openConnection } from './connection.js';
import { Controls } from './controls.js';
import { FairTurns } from './fair-turns.js';
import { tableOf } from './fields.js';
import { find, foundOf, type Row } from './finding.js';
import { repeated } from './repeated.js';
import { Statements } from './statements.js';
import { sum } from './sums.js';

/** Documents as JSON text, declared fields as indexed columns beside it; a commit is one transaction. */
export class SqliteReadStore implements ReadStore {
  readonly #connection: Connection;
  readonly #controls: Controls;
  readonly #collections: Map<string, Collection>;
  readonly #writers = new Map<string, CollectionWriter>();
  /** Runs several reads on one view of the file, which also spares each of them locks of its own. */
  readonly #inOneView: (reads: () => void) => void;
  readonly #turns = new FairTurns();
  #statements: Statements;

  constructor(file: string) {
    this.#connection = openConnection(file);
    this.#controls = new Controls(this.#connection);
    this.#collections = loadCollections(this.#connection);
    this.#statements = new Statements(this.#connection);
    this.#inOneView = this.#connection.transaction((reads: () => void) => reads());
  }

  async define(definitions: readonly CollectionDefinition[]): Promise<void> {
    const lacking = definitions.filter((each) => !isDefined(each, this.#collections.get(each.name)));
    if (lacking.length === 0) return;
    this.#transaction(() => {
      for (const definition of lacking) {
        const present = this.#collections.get(definition.name);
        this.#collections.set(definition.name, defineCollection(this.#connection, definition, present));
        this.#writers.delete(definition.name);
      }
    });
  }

  async get(collection: string, id: string): Promise<Found | undefined> {
    return this.#read(collection, undefined, ({ name }) => {
      const row = this.#statements.of<Row>(`SELECT id, seq, document FROM ${tableOf(name)} WHERE id = ?`).get(id);
      return row && foundOf(row);
    });
  }

  async getMany(collection: string, ids: readonly string[]): Promise<Map<string, Found>> {
    return this.#read(collection, new Map<string, Found>(), ({ name }) => {
      const found = new Map<string, Found>();
      const statement = this.#statements.of<Row>(`SELECT id, seq, document FROM ${tableOf(name)} WHERE id = ?`);
      this.#inOneView(() => {
        for (const id of new Set(ids)) {
          const row = statement.get(id);
          if (row !== undefined) found.set(id, foundOf(row));
        }
      });
      return found;
    });
  }

  async find(collection: string, options: FindOptions): Promise<Page> {
    return this.#read<Page>(collection, { items: [] }, (known) => find(this.#statements, known, options));
  }

  async count(collection: string, where?: Where): Promise<number> {
    return this.#read(collection, 0, (known) => {
      const { text, values } = both(conditions(known, where));
      const row = this.#statements
        .of<{ total: number }>(`SELECT COUNT(*) AS total FROM ${tableOf(known.name)} WHERE ${text}`)
        .get(...values);
      return row?.total ?? 0;
    });
  }

  async sum(collection: string, options: SumOptions): Promise<Sum[]> {
    return this.#read<Sum[]>(collection, [], (known) => sum(this.#statements, known, options));
  }

  async repeated(collection: string, options: RepeatedOptions): Promise<Repeated[]> {
    return this.#read<Repeated[]>(collection, [], (known) => repeated(this.#statements, known, options));
  }

  async take(projection: string, partition: number, owner: string): Promise<Control> {
    return this.#controls.take(projection, partition, owner);
  }

  async takeAll(projection: string, partitions: readonly number[], owner: string): Promise<Control[]> {
    return this.#transaction(() => partitions.map((partition) => this.#controls.take(projection, partition, owner)));
  }

  async control(projection: string, partition: number): Promise<Control | undefined> {
    return this.#controls.read(projection, partition);
  }

  async commit(commit: Commit): Promise<CommitOutcome> {
    const [outcome] = await this.commitAll([commit]);
    return outcome as CommitOutcome;
  }

  async commitAll(commits: readonly Commit[]): Promise<CommitOutcome[]> {
    return this.#transaction(() =>
      commits.map((commit) => {
        const outcome = this.#controls.advance(commit);
        if (outcome.status === 'committed') {
          for (const write of commit.writes) this.#writer(write.collection).write(write, outcome.seq);
        }
        return outcome;
      }),
    );
  }

  async drop(collection: string): Promise<void> {
    const known = this.#known(collection);
    if (known === undefined) return;
    this.#statements = new Statements(this.#connection);
    this.#writers.delete(collection);
    this.#collections.delete(collection);
    this.#transaction(() => dropCollection(this.#connection, known));
  }

  async forget(projection: string): Promise<void> {
    this.#controls.forget(projection);
  }

  async close(): Promise<void> {
    this.#connection.close();
  }

  #transaction<Result>(work: () => Result): Result {
    return this.#connection.transaction(work).immediate();
  }

  /** Reads again, by the definition as it is now, what failed by one that another connection has changed since. */
  async #read<Result>(name: string, none: Result, read: (known: Collection) => Result): Promise<Result> {
    const answer = this.#answer(name, none, read);
    await this.#turns.whenDue();
    return answer;
  }

  #answer<Result>(name: string, none: Result, read: (known: Collection) => Result): Result {
    const known = this.#known(name);
    if (known === undefined) return none;
    try {
      return read(known);
    } catch (error) {
      const present = loadCollections(this.#connection).get(name);
      if (JSON.stringify(present) === JSON.stringify(known)) throw error;
      this.#collections.delete(name);
      this.#writers.delete(name);
      return present === undefined ? none : read(present);
    }
  }

  #known(name: string): Collection | undefined {
    const known = this.#collections.get(name);
    if (known !== undefined) return known;
    for (const [each, collection] of loadCollections(this.#connection)) this.#collections.set(each, collection);
    return this.#collections.get(name);
  }

  #writer(name: string): CollectionWriter {
    const ready = this.#writers.get(name);
    if (ready !== undefined) return ready;
    const known = this.#known(name);
    if (known === undefined) throw new InvalidQuery(`Collection ${name} was never defined.`);
    const writer = new CollectionWriter(this.#connection, known);
    this.#writers.set(name, writer);
    return writer;
  }
}
