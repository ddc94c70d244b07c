import type { CycleOutcome, Journey, Sale } from '#lifecycle/domain';
import type { CountedLife } from './counted-lives.js';

/** Whether a life may be credited with avoided impact; `unknown` and `withheld` are shown, never filled in. */
export type ReuseCredit =
  | { credit: 'qualified'; outcome: CycleOutcome }
  | { credit: 'unknown' | 'withheld'; reason: string }
  | { credit: 'none' };

/** While one of these is unresolved on the device's own journey, none of its lives is credited. */
const WITHHOLDING: readonly string[] = ['double-trade-in', 'no-life-after-end'];

const CREDITED_OUTCOMES: readonly CycleOutcome[] = ['refurbished', 'resold_as_is'];

/**
 * Lives two and later that a sale to an end user opened, out of a cycle that ended refurbished or resold as it was.
 * Private resales, rentals, donations, warranty replacements and new sales earn nothing.
 */
export function reuseCredit(journey: Journey, life: CountedLife): ReuseCredit {
  if (life.ordinal < 2 || life.kind !== 'sale' || life.replacementFor !== undefined) return { credit: 'none' };
  const sale = saleOf(journey, life);
  if (sale === undefined || sale.kind === 'new' || sale.buyerKind === 'trade') return { credit: 'none' };
  if (journey.anomalies.some(({ rule, resolution }) => WITHHOLDING.includes(rule) && resolution === undefined))
    return { credit: 'withheld', reason: 'open-finding' };
  if (life.openedAt === undefined) return { credit: 'unknown', reason: 'start-unknown' };
  if (life.cycleOutcome === undefined) return { credit: 'unknown', reason: 'no-intake-cycle' };
  if (!CREDITED_OUTCOMES.includes(life.cycleOutcome)) return { credit: 'none' };
  return { credit: 'qualified', outcome: life.cycleOutcome };
}

export const saleOf = (journey: Journey, life: CountedLife): Sale | undefined =>
  journey.sales.find(({ eventId }) => eventId === life.openedBy);

/** The one attribution that adds up (`credited`), and the two other views of the same thing. */
export const attributions = ({ refurbisher, seller, marketplace }: CountedLife) => ({
  credited: refurbisher ?? seller,
  seller,
  marketplace,
});
