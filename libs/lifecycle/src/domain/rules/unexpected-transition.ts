import type { RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import type { Disposition } from '../journey.js';
import type { Walk } from '../walk/walk.js';
import { expectedIn } from './expected-in.js';

interface Bucket {
  date: string;
  /** Every disposition held at its start or within it. */
  dispositions: Set<Disposition>;
  waiting: RecordedEvent[];
}

const buckets = new WeakMap<Walk, Bucket>();

/**
 * An event outside its "Expected in" dispositions is possible, but odd. Inside a bucket, where only dates are known,
 * it is odd only if no disposition of that day would have been expected (CONTRACTS R4).
 */
export function noteExpectation(walk: Walk, event: RecordedEvent): void {
  const expected = expectedIn(event);
  const { disposition } = walk.journey;
  if (!walk.history.context.buckets.has(event.metadata.date)) {
    if (expected !== undefined && disposition !== 'unknown' && !expected(walk, disposition, event))
      report(walk, event, disposition);
    return;
  }
  let bucket = buckets.get(walk);
  if (bucket === undefined) {
    bucket = { date: event.metadata.date, dispositions: new Set(), waiting: [] };
    buckets.set(walk, bucket);
  }
  bucket.dispositions.add(disposition);
  if (expected !== undefined && !expected(walk, disposition, event)) bucket.waiting.push(event);
}

/** Called before each event and at the end: judges a bucket once it is complete. */
export function leaveBucket(walk: Walk, next: RecordedEvent | undefined): void {
  const bucket = buckets.get(walk);
  if (bucket === undefined || next?.metadata.date === bucket.date) return;
  buckets.delete(walk);
  bucket.dispositions.add(walk.journey.disposition);
  if (bucket.dispositions.has('unknown')) return;
  for (const event of bucket.waiting) {
    const expected = expectedIn(event);
    const fits = [...bucket.dispositions].some((disposition) => expected?.(walk, disposition, event) ?? true);
    if (!fits) report(walk, event, [...bucket.dispositions][0] ?? 'unknown');
  }
}

function report(walk: Walk, event: RecordedEvent, disposition: Disposition): void {
  raise(walk, event, {
    rule: 'unexpected-transition',
    severity: 'warning',
    explanation: `${event.type} is not expected while the device is ${disposition.replaceAll('_', ' ')}. A report in between may be missing, or this one may be about another device or time.`,
  });
}
