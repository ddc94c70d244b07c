import { comparePlaces, type Place } from './place.js';
import type { VisibleLog } from './visible-log.js';

/** Events counted one by one; what lies beyond is reckoned from how densely those lie. */
const COUNTED_MAX = 4_096;
const PAGE_EVENTS = 512;

/**
 * Number of events after one place up to another. EventStoreDB numbers no events across streams: it is exact up to 4,096,
 * and beyond that as many as there would be if events went on as densely as the first 4,096, by bytes of the log.
 */
export async function distanceBetween(log: VisibleLog, after: Place | null, to: Place | null): Promise<number> {
  if (to === null || (after !== null && comparePlaces(after, to) >= 0)) return 0;
  let [count, last] = [0, after];
  while (count < COUNTED_MAX) {
    const page = await log.after(last, PAGE_EVENTS);
    const within = page.filter(({ place }) => comparePlaces(place, to) <= 0);
    count += within.length;
    last = within.at(-1)?.place ?? last;
    if (within.length < page.length || page.length < PAGE_EVENTS) return count;
  }
  const [start, seen, end] = [(after ?? log.start).commit, (last ?? log.start).commit, to.commit];
  return seen <= start ? count : Math.max(count, Math.round((count * Number(end - start)) / Number(seen - start)));
}
