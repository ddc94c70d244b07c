import { randomUUID } from 'node:crypto';
import { type Db, MongoServerError } from 'mongodb';
import { isDuplicateKey, retrying } from '#mongo-connection';
import type { CollectionDefinition } from '../port.js';
import { CATALOGUE, DATA_PREFIX } from './names.js';
import { checkedField, type Stored } from './stored.js';

/** What is declared of a collection, and where its documents lie. */
export interface Collection {
  name: string;
  /** The server's own name of it, new after each drop: what a late writer adds to a dropped one is seen by nobody. */
  place: string;
  single: readonly string[];
  many: readonly string[];
}

interface Entry extends Omit<Collection, 'name'> {
  _id: string;
}

/** For so long a declaration is remembered before it is looked up again: other processes declare and drop as well. */
const REMEMBERED_MILLIS = 2_000;
const REMEMBERED_MAX = 1_000;
const PRIMARY = '_id_';
const NAMESPACE_NOT_FOUND = 26;
const INDEX_NOT_FOUND = 27;

interface Index {
  name: string;
  sparse?: true;
  key: Record<string, 1>;
}

/** The declared collections and their indexes. */
export class Catalogue {
  readonly #remembered = new Map<string, { collection: Collection | undefined; until: number }>();

  constructor(private readonly database: Db) {}

  async of(name: string): Promise<Collection | undefined> {
    const known = this.#remembered.get(name);
    if (known !== undefined && known.until > Date.now()) return known.collection;
    const entry = await retrying(() => this.#entries.findOne({ _id: name }));
    return this.#remember(name, entry === null ? undefined : collectionOf(entry));
  }

  /** Indexes come before the declaration that names them, and go after it: a crash between leaves one too many. */
  async define({ name, indexes }: CollectionDefinition): Promise<void> {
    const single = indexes.filter(({ many }) => !many).map(({ field }) => checkedField(field));
    const many = indexes.filter((each) => each.many).map(({ field }) => checkedField(field));
    const present = await this.#placed(name);
    const declared = [GONE, ...single.map(singleIndex), ...many.map(manyIndex)];
    const there = await this.#indexes(present.place);
    const lacking = declared.filter((each) => !there.includes(each.name));
    for (const each of lacking) await this.#createIndex(present.place, each);
    if (!sameFields(present.single, single) || !sameFields(present.many, many)) {
      await retrying(() => this.#entries.updateOne({ _id: name }, { $set: { single, many } }));
    }
    for (const each of there) {
      if (!declared.some(({ name: kept }) => kept === each)) await this.#dropIndex(present.place, each);
    }
    this.#remember(name, { name, place: present.place, single, many });
  }

  async drop(name: string): Promise<void> {
    const entry = await retrying(() => this.#entries.findOne({ _id: name }));
    if (entry === null) return;
    await retrying(() => this.#entries.deleteOne({ _id: name, place: entry.place }));
    this.#remembered.delete(name);
    await retrying(() => this.database.collection(entry.place).drop());
  }

  get #entries() {
    return this.database.collection<Entry>(CATALOGUE);
  }

  /** The entry of a name; of two processes that make it at once, both get the first's. */
  async #placed(name: string): Promise<Entry> {
    const present = await retrying(() => this.#entries.findOne({ _id: name }));
    if (present !== null) return present;
    const made: Entry = { _id: name, place: `${DATA_PREFIX}${name}:${randomUUID().slice(0, 8)}`, single: [], many: [] };
    try {
      await this.#entries.insertOne(made);
      return made;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return this.#placed(name);
    }
  }

  async #indexes(place: string): Promise<string[]> {
    const documents = this.database.collection<Stored>(place);
    try {
      const present = await retrying(() => documents.indexes());
      return present.map(({ name = PRIMARY }) => name).filter((name) => name !== PRIMARY);
    } catch (error) {
      if (isServerError(error, NAMESPACE_NOT_FOUND)) return [];
      throw error;
    }
  }

  /** Looks again before it asks again: FerretDB breaks the connection when it is asked for an index that it has. */
  async #createIndex(place: string, index: Index): Promise<void> {
    await retrying(async () => {
      if ((await this.#indexes(place)).includes(index.name)) return;
      await this.database.collection<Stored>(place).createIndexes([index]);
    });
  }

  async #dropIndex(place: string, name: string): Promise<void> {
    try {
      await this.database.collection<Stored>(place).dropIndex(name);
    } catch (error) {
      if (!isServerError(error, INDEX_NOT_FOUND)) throw error;
    }
  }

  #remember(name: string, collection: Collection | undefined): Collection | undefined {
    if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.clear();
    this.#remembered.set(name, { collection, until: Date.now() + REMEMBERED_MILLIS });
    return collection;
  }
}

const collectionOf = ({ _id, place, single, many }: Entry): Collection => ({ name: _id, place, single, many });

/** For the tombstones that are cleared away. */
const GONE: Index = { name: 'v1:gone', key: { goneAt: 1 }, sparse: true };

/** The version in the name changes with the shape of the key, so that the next start builds it anew. */
const singleIndex = (field: string): Index => ({ name: `v1:single:${field}`, key: { [`fields.${field}`]: 1, _id: 1 } });
const manyIndex = (field: string): Index => ({ name: `v1:many:${field}`, key: { [`many.${field}`]: 1, _id: 1 } });

const isServerError = (error: unknown, code: number): boolean =>
  error instanceof MongoServerError && error.code === code;

const sameFields = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((field) => b.includes(field));
