import { z } from 'zod';

export const MANIFEST_NAME = 'manifest.json';
export const EVENTS_FILE = 'events.db';
export const OPS_FILE = 'ops.db';
/** Folder of the bodies of bulk files whose jobs have not ended, here and in the data folder. */
export const BODIES_FOLDER = 'spool';

const FILE_NAME = /^(events\.db|ops\.db|spool\/[A-Za-z0-9_-]{1,200}\.body)$/;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

const file = z.strictObject({
  name: z.string().regex(FILE_NAME),
  bytes: count,
  /** Of the whole file, lower-case hexadecimal. */
  sha256,
});

export const manifestSchema = z.strictObject({
  format: z.literal('circulog-backup'),
  version: z.literal(1),
  /** RFC 3339, UTC: every report acknowledged before this is in it. */
  takenAt: z.string(),
  log: z.strictObject({
    epoch: z.string().min(1),
    events: count,
    streams: count,
    reservations: count,
    /** Position of the last event, or `null` for an empty log. */
    headPosition: z.string().nullable(),
    lastHash: sha256.nullable(),
    /** SHA-256 over the hashes of all events in the order of the log, one line each. */
    digest: sha256,
  }),
  files: z.array(file).max(1_000_000),
  /** What is not in it, and why. */
  leftOut: z.array(z.string()),
});

export type Manifest = z.output<typeof manifestSchema>;
export type BackedUpFile = Manifest['files'][number];

export const LEFT_OUT = ['The read store: it is built anew from the log by the first start.'];

/** The manifest of a backup, or why it is none. */
export function readManifest(text: string): { manifest: Manifest } | { complaint: string } {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { complaint: `${MANIFEST_NAME} is not JSON.` };
  }
  const parsed = manifestSchema.safeParse(given);
  if (!parsed.success) return { complaint: `${MANIFEST_NAME} is none of a backup: ${z.prettifyError(parsed.error)}` };
  const names = new Set(parsed.data.files.map(({ name }) => name));
  if (names.size < parsed.data.files.length) return { complaint: `${MANIFEST_NAME} names a file twice.` };
  const missing = [EVENTS_FILE, OPS_FILE].filter((name) => !names.has(name));
  if (missing.length > 0) return { complaint: `${MANIFEST_NAME} names no ${missing.join(' and no ')}.` };
  return { manifest: parsed.data };
}
