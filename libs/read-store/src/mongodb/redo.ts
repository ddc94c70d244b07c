import type { Db } from 'mongodb';
import { retrying } from '#mongo-connection';
import { InvalidQuery, type Write } from '../port.js';
import { CHUNK_BYTES_MAX, DOCUMENT_BYTES_MAX } from './limits.js';
import { REDO } from './names.js';

/** A write as the redo record keeps it. */
export interface RedoWrite {
  collection: string;
  id: string;
  /** JSON text; `null` removes. */
  document: string | null;
}

interface Chunk {
  _id: string;
  control: string;
  commit: string;
  index: number;
  writes: RedoWrite[];
}

/** Keys, types and lengths around a write's own bytes. */
const OVERHEAD_BYTES = 100;

const bytesOf = ({ collection, id, document }: RedoWrite): number =>
  Buffer.byteLength(collection) + Buffer.byteLength(id) + Buffer.byteLength(document ?? '') + OVERHEAD_BYTES;

export const totalBytes = (writes: readonly RedoWrite[]): number =>
  writes.reduce((sum, each) => sum + bytesOf(each), 0);

/** Throws for a document that no server could keep, before anything is written. */
export function redoWrite(write: Write): RedoWrite {
  const { collection, id } = write;
  const document = 'remove' in write ? null : JSON.stringify(write.document);
  if (document !== null && Buffer.byteLength(document) > DOCUMENT_BYTES_MAX) {
    throw new InvalidQuery(`${collection}/${id} is larger than ${DOCUMENT_BYTES_MAX} bytes.`);
  }
  return { collection, id, document };
}

/** Redo records that are too large for a control document. They are written before the commit that names them. */
export class RedoChunks {
  constructor(private readonly database: Db) {}

  async keep(control: string, commit: string, writes: readonly RedoWrite[]): Promise<number> {
    const parts = split(writes);
    for (const [index, part] of parts.entries()) {
      const chunk: Chunk = { _id: `${control}/${commit}/${index}`, control, commit, index, writes: part };
      await retrying(() => this.#chunks.replaceOne({ _id: chunk._id }, chunk, { upsert: true }));
    }
    return parts.length;
  }

  /** The whole record, or `undefined` where a chunk is gone: somebody has applied and cleared it meanwhile. */
  async load(control: string, commit: string, count: number): Promise<RedoWrite[] | undefined> {
    const writes: RedoWrite[] = [];
    for (let index = 0; index < count; index++) {
      const chunk = await retrying(() => this.#chunks.findOne({ _id: `${control}/${commit}/${index}` }));
      if (chunk === null) return undefined;
      writes.push(...chunk.writes);
    }
    return writes;
  }

  /** Clears the chunks of these commits. */
  async clear(commits: readonly string[]): Promise<void> {
    await retrying(() => this.#chunks.deleteMany({ commit: { $in: [...commits] } }));
  }

  /** Clears what commits that never came about have left. Only for who holds the lease and has nothing under way. */
  async clearAll(controls: readonly string[]): Promise<void> {
    await retrying(() => this.#chunks.deleteMany({ control: { $in: [...controls] } }));
  }

  get #chunks() {
    return this.database.collection<Chunk>(REDO);
  }
}

function split(writes: readonly RedoWrite[]): RedoWrite[][] {
  const parts: RedoWrite[][] = [];
  let room = 0;
  for (const write of writes) {
    const bytes = bytesOf(write);
    if (bytes > room) {
      parts.push([]);
      room = CHUNK_BYTES_MAX;
    }
    parts.at(-1)?.push(write);
    room -= bytes;
  }
  return parts;
}
