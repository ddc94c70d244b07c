import type { JsonObject } from '#kernel';
import type { OpsRecord } from '../port.js';

export interface StoredRecord {
  _id: string;
  version: number;
  /** JSON text: what comes out is what went in, whatever its keys and numbers. */
  document: string;
  /** Name of the write that made it so: tells a lost answer from a rival's write. */
  write: string;
}

export const recordOf = ({ _id, version, document }: StoredRecord): OpsRecord => ({
  id: _id,
  version,
  document: JSON.parse(document) as JsonObject,
});

/** The server's names; the read store may share the database. */
export const RECORDS_PREFIX = 'ops:c:';
export const BUNDLES = 'ops:bundles';
