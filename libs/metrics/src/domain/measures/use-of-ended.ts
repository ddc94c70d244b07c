import { MICROS_PER_SECOND, type Micros } from '#kernel';
import { ENDS, type Journey, type Life } from '#lifecycle/domain';
import { countedLives } from './counted-lives.js';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Where and when a device came to its end, and for whom that counts. */
export interface Ended {
  at: Micros;
  because: string | undefined;
  dimensions: Record<string, string | undefined>;
}

/** `undefined` while the device has not ended. */
export function endOf(journey: Journey): Ended | undefined {
  const { disposition, dispositionSince, cycles } = journey;
  if (!ENDS.includes(disposition)) return undefined;
  const cycle = cycles.findLast(({ outcome }) => outcome === 'harvested' || outcome === 'recycled');
  const at = cycle?.outcomeAt ?? dispositionSince;
  if (at === undefined) return undefined;
  const dimensions = { partner: cycle?.outcomePartner, country: cycle?.country, ...described(journey) };
  return { at, because: cycle?.outcomeBy, dimensions };
}

/** Whole seconds of use over all lives, away for repair taken out; `undefined` where one life's bounds are not known. */
export function usedFor(journey: Journey): bigint | undefined {
  const lives = countedLives(journey);
  const spans = lives.map(secondsOf);
  if (lives.length === 0 || spans.includes(undefined)) return undefined;
  return spans.reduce<bigint>((sum, span = 0n) => sum + span, 0n);
}

function secondsOf({ openedAt, closedAt, pauses }: Life): bigint | undefined {
  if (openedAt === undefined || closedAt === undefined) return undefined;
  const away = pauses.reduce((sum, { from, until = closedAt }) => {
    return sum + Math.max(0, Math.min(until, closedAt) - Math.max(from, openedAt));
  }, 0);
  return BigInt(Math.max(0, Math.floor((closedAt - openedAt - away) / MICROS_PER_SECOND)));
}

/** How long devices that ended had been used, in the month of the end. */
export const useOfEndedMeasures: MeasureFamily = {
  measures: [
    { name: 'endedUse', unit: 's', summary: 'Use over all lives of devices that ended.' },
    { name: 'endedDevices', unit: 'count', summary: 'Those devices.' },
    { name: 'endedUnknown', unit: 'count', summary: 'Devices that ended after an unknown time of use.' },
  ],
  contributions(journey: Journey) {
    const end = endOf(journey);
    if (end === undefined) return [];
    const { at, dimensions } = end;
    const cell = { at, because: [end.because] };
    const amount = usedFor(journey);
    if (amount === undefined) {
      const reason = 'use-time-unknown';
      return [contribution({ ...cell, measure: 'endedUnknown', dimensions: { ...dimensions, reason } })];
    }
    return [
      contribution({ ...cell, measure: 'endedUse', amount, dimensions }),
      contribution({ ...cell, measure: 'endedDevices', dimensions }),
    ];
  },
};
