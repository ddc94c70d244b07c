import type { ToldJourney } from '../delivery.js';
import type { Random } from '../random.js';
import type { Setting } from '../story.js';
import { FAILURES } from './cases.js';
import { FAILURE_NAMES, type FailureName } from './failure-name.js';
import { Telling } from './telling.js';

/** Share of devices, from 0 to 1, that each failure case happens to. */
export type FailureRates = Partial<Record<FailureName, number>>;

export const allFailures = (rate: number): FailureRates =>
  Object.fromEntries(FAILURE_NAMES.map((name) => [name, rate])) as FailureRates;

/** At most one failure to a device: the first that its luck names and that can happen to it. */
export function injectFailures(told: ToldJourney, rates: FailureRates, setting: Setting, random: Random): ToldJourney {
  const { device } = told;
  if (device === undefined) return told;
  for (const { name, inject } of FAILURES) {
    if (!random.chance(rates[name] ?? 0)) continue;
    const deliveries = inject(new Telling(name, device, told.deliveries, setting.fleet, setting.until, random));
    if (deliveries === undefined) continue;
    const sent = deliveries.filter(({ sentAt }) => sentAt <= setting.until);
    if (!sent.some(({ failure }) => failure === name)) continue;
    return { device, deliveries: sent.sort((a, b) => a.sentAt - b.sentAt), failures: [name] };
  }
  return told;
}
