/** Events of one batch at most. */
export const BATCH_EVENTS_MAX = 4_000;
/** Room that the events of one batch take, near enough; an event is 64 KB at most. */
export const BATCH_BYTES_MAX = 16 * 1024 * 1024;
/** Events read at a time for a batch. */
export const BATCH_PAGE_EVENTS = 250;
/** Devices loaded and folded at a time, before the event loop gets a turn. */
export const SLICE_DEVICES_MAX = 200;
/** Cells of one projection whose amounts are kept in memory. */
export const CACHED_CELLS_MAX = 50_000;
/** Devices of one projection of which it is remembered up to where their fold has seen the log. */
export const FOLDED_DEVICES_MAX = 100_000;
/** Links known to be written already. */
export const KNOWN_LINKS_MAX = 50_000;
/** Events named as causes of one change of a cell. */
export const CAUSES_MAX = 20;
/** Changes of cells in one document of the change list. */
export const CHANGES_PER_ENTRY_MAX = 500;
/** Days of the log for which the change list is kept, where nothing else is configured. */
export const CHANGE_DAYS = 30;
/** How often old changes are looked for, and how many of one partition are forgotten at a time. */
export const PRUNE_EVERY_MILLIS = 3_600_000;
export const PRUNED_ENTRIES_MAX = 100;
/** Streams per look-up of links. */
export const LINK_LOOKUP_MAX = 500;
/** Waits between attempts of a failing projection. */
export const BACK_OFF_MILLIS_MIN = 200;
export const BACK_OFF_MILLIS_MAX = 30_000;
/**
 * Shortest pause after a batch that reached the end of the log, so that single events gather into one commit. The pause
 * lasts several times as long as the batch took: beside live intake it takes a fifth of a core, in fewer and larger
 * batches, and is a quarter of a second behind at most.
 */
export const GATHER_MILLIS_MIN = 20;
export const GATHER_MILLIS_MAX = 250;
export const GATHER_TIMES = 4;
/** A waiter looks again after this long even if nobody woke it. */
export const IDLE_MILLIS_MAX = 1_000;
