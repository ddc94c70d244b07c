import type { Db } from 'mongodb';
import { retrying } from '#mongo-connection';
import type {
  CollectionDefinition,
  Commit,
  CommitOutcome,
  Control,
  FindOptions,
  Found,
  Page,
  ReadStore,
  Repeated,
  RepeatedOptions,
  Sum,
  SumOptions,
  Where,
} from '../port.js';
import { Catalogue, type Collection } from './catalogue.js';
import { Committing } from './committing.js';
import { filterOf } from './filters.js';
import { find, getMany } from './finding.js';
import { repeated } from './repeated.js';
import type { Stored } from './stored.js';
import { sum } from './sums.js';

/** Documents in MongoDB, right without transactions and without a replica set (P4). */
export class MongoReadStore implements ReadStore {
  readonly #catalogue: Catalogue;
  readonly #committing: Committing;

  constructor(
    private readonly database: Db,
    private readonly disconnect: () => Promise<void>,
  ) {
    this.#catalogue = new Catalogue(database);
    this.#committing = new Committing(database, this.#catalogue);
  }

  async define(definitions: readonly CollectionDefinition[]): Promise<void> {
    for (const definition of definitions) await this.#catalogue.define(definition);
  }

  async get(collection: string, id: string): Promise<Found | undefined> {
    return (await this.getMany(collection, [id])).get(id);
  }

  async getMany(collection: string, ids: readonly string[]): Promise<Map<string, Found>> {
    return this.#read(collection, new Map<string, Found>(), ({ place }) => getMany(this.database, place, ids));
  }

  async find(collection: string, options: FindOptions): Promise<Page> {
    return this.#read<Page>(collection, { items: [] }, (known) => find(this.database, known, options));
  }

  async count(collection: string, where?: Where): Promise<number> {
    return this.#read(collection, 0, (known) => {
      const filter = filterOf(known, where);
      return retrying(() => this.database.collection<Stored>(known.place).countDocuments(filter));
    });
  }

  async sum(collection: string, options: SumOptions): Promise<Sum[]> {
    return this.#read<Sum[]>(collection, [], (known) => retrying(() => sum(this.database, known, options)));
  }

  async repeated(collection: string, options: RepeatedOptions): Promise<Repeated[]> {
    return this.#read<Repeated[]>(collection, [], (known) => repeated(this.database, known, options));
  }

  async take(projection: string, partition: number, owner: string): Promise<Control> {
    const [control] = await this.takeAll(projection, [partition], owner);
    return control as Control;
  }

  takeAll(projection: string, partitions: readonly number[], owner: string): Promise<Control[]> {
    return this.#committing.take(projection, partitions, owner);
  }

  control(projection: string, partition: number): Promise<Control | undefined> {
    return this.#committing.control(projection, partition);
  }

  async commit(commit: Commit): Promise<CommitOutcome> {
    const [outcome] = await this.commitAll([commit]);
    return outcome as CommitOutcome;
  }

  commitAll(commits: readonly Commit[]): Promise<CommitOutcome[]> {
    return this.#committing.commitAll(commits);
  }

  drop(collection: string): Promise<void> {
    return this.#catalogue.drop(collection);
  }

  forget(projection: string): Promise<void> {
    return this.#committing.forget(projection);
  }

  close(): Promise<void> {
    return this.disconnect();
  }

  async #read<Result>(name: string, none: Result, read: (known: Collection) => Promise<Result>): Promise<Result> {
    const known = await this.#catalogue.of(name);
    return known === undefined ? none : read(known);
  }
}
