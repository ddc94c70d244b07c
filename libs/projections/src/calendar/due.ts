import { addDays, type Day, dayOf, instantOf, type Month } from '#kernel';

/** What the calendar lacks at a time. */
export interface Due {
  day?: Day;
  /** Ascending. */
  periods: Month[];
}

export interface Closings {
  lastDay: Day | undefined;
  lastPeriod: Month | undefined;
  /** UTC day of the log's first event; before it nothing could be closed. */
  since: Day;
  closeAfterDays: number;
}

const FIRST_MONTH = '1970-01';

export const monthAfter = (month: Month): Month => addDays(`${month}-28`, 4).slice(0, 7);

/** Closing a month closes those before it: all from the first that can be reported. */
export function monthsUntil(last: Month): Set<Month> {
  const months = new Set<Month>();
  for (let month = FIRST_MONTH; month <= last; month = monthAfter(month)) months.add(month);
  return months;
}

/** The day after whose end a month is closed. */
export const closingDay = (month: Month, closeAfterDays: number): Day =>
  addDays(`${monthAfter(month)}-01`, closeAfterDays - 1);

/**
 * Yesterday, if the last closed day is older; skipped days are not filled. And the months whose closing day has passed
 * since the log began: what a young log takes over from older files restates nothing.
 */
export function dueAt(nowMillis: number, { lastDay, lastPeriod, since, closeAfterDays }: Closings): Due {
  const today = dayOf(instantOf(nowMillis));
  const yesterday = addDays(today, -1);
  const first = lastPeriod === undefined ? firstSince(since, closeAfterDays) : monthAfter(lastPeriod);
  const periods: Month[] = [];
  for (let month = first; closingDay(month, closeAfterDays) < today; month = monthAfter(month)) periods.push(month);
  return { periods, ...(lastDay === undefined || lastDay < yesterday ? { day: yesterday } : {}) };
}

/** The first month whose closing day is not before the day. */
function firstSince(day: Day, closeAfterDays: number): Month {
  let month = addDays(day, -closeAfterDays - 62).slice(0, 7);
  while (closingDay(month, closeAfterDays) < day) month = monthAfter(month);
  return month;
}
