/**
 * Sizes in bytes and counts that keep every message and document below the server's 16 MB and 48 MB (CONTRACTS S6).
 * A document lies there as text and, at worst, once more as fields.
 */
export const DOCUMENT_BYTES_MAX = 7_000_000;
/** A redo record up to this size lies in its control document, a larger one in chunks beside it. */
export const INLINE_REDO_BYTES_MAX = 1_000_000;
export const CHUNK_BYTES_MAX = 8_000_000;
export const BULK_BYTES_MAX = 8_000_000;
export const BULK_WRITES_MAX = 1_000;
export const IDS_PER_READ_MAX = 1_000;
/** Groups of one sum. */
export const GROUPS_MAX = 200_000;
/** How often a bulk is sent in all because other writers were there first. */
export const ROUNDS_MAX = 10;
/** Tombstones are kept for so long; a batch that takes longer than `BATCH_MILLIS_MAX` is given up by its writer. */
export const TOMBSTONE_MILLIS = 30 * 86_400_000;
export const BATCH_MILLIS_MAX = 3_600_000;
/** How often one process clears old tombstones of one collection. */
export const CLEARING_MILLIS = 3_600_000;
