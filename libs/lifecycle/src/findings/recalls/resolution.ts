import type { Where } from '#read-store';
import { type Recall, type Recallable, type Resolution, selected } from './recall.js';

/** Whether a recall selects a device, of which these are the records. */
export function selects(recall: Recall, records: readonly Recallable[]): boolean {
  const where = selected(recall);
  return records.some((record) => Object.entries(where).every(([field, wanted]) => meets(record, field, wanted)));
}

/** As the read store compares: equal, or within a range; what a device lacks meets nothing. */
function meets(record: Recallable, field: string, wanted: Where[string]): boolean {
  const value = record[field as keyof Recallable];
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  const { from, to } = wanted as { from?: string | number; to?: string | number };
  return (from === undefined || value >= from) && (to === undefined || value <= to);
}

/**
 * The first report that saw to this recall: one that names it, or names none, and did not come before it. `others`
 * are recalls that select the device and have the same reference from another issuer: a bare reference is then its
 * sender's own recall, or names none of them.
 */
export const resolutionOf = (
  recall: Recall,
  { resolutions }: Pick<Recallable, 'resolutions'>,
  others: readonly Recall[] = [],
): Resolution | undefined => resolutions.find((one) => one.at >= recall.since && means(one, recall, others));

function means({ ref, by }: Resolution, recall: Recall, others: readonly Recall[]): boolean {
  if (ref === null || ref === recall.recall) return true;
  if (ref !== recall.ref) return false;
  return others.length === 0 || by === recall.issuedBy;
}
