import { InvalidCursor } from '#read-store';
import type { UseKind } from './use.js';

export const FINDING_STATES = ['open', 'confirmed', 'rejected', 'dismissed'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export interface ClashSearch {
  kind?: UseKind | undefined;
  /** A device's id, the root's if it is several. */
  deviceId?: string | undefined;
  /** Of findings: `open`, or how somebody resolved them. */
  state?: FindingState | undefined;
}

const signature = ({ kind, deviceId, state }: ClashSearch): string => `${kind ?? ''}|${deviceId ?? ''}|${state ?? ''}`;

/** Opaque: the key after which the next page goes on, and the search that it belongs to. */
export const encodeCursor = (search: ClashSearch, key: string): string =>
  Buffer.from(JSON.stringify([signature(search), key])).toString('base64url');

/** Throws `InvalidCursor` for one of another search, or of none. */
export function decodeCursor(search: ClashSearch, cursor: string): string {
  const [asked, key] = read(cursor);
  if (asked !== signature(search) || typeof key !== 'string') throw new InvalidCursor();
  return key;
}

function read(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
