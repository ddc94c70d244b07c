import type { Journey, PartChange } from '#lifecycle/domain';
import { declaredShare, shareOfMass } from './declared-content.js';
import { contribution, type MeasureFamily } from './measure.js';
import { isReused } from './reused-part.js';
import { endOf, usedFor } from './use-of-ended.js';

/**
 * What the material circularity of a device is made of, once it has ended: everything that went into it, the parts of
 * later repairs included, and where that went.
 */
export const circularityMeasures: MeasureFamily = {
  measures: [
    { name: 'circularMass', unit: 'mg', summary: 'Mass of ended devices and of the parts put into them, by flow.' },
    { name: 'circularUse', unit: 's', summary: 'Use of those devices over all their lives.' },
    { name: 'circularDevices', unit: 'count', summary: 'Those devices.' },
    { name: 'circularUnknown', unit: 'count', summary: 'Ended devices of which one of that is not known, by reason.' },
  ],
  contributions(journey: Journey) {
    const end = endOf(journey);
    if (end === undefined) return [];
    const { at, dimensions } = end;
    const cell = { at, because: [end.because] };
    const seconds = usedFor(journey);
    const flows = flowsOf(journey);
    const reason = 'unknown' in flows ? flows.unknown : seconds === undefined ? 'use-time-unknown' : undefined;
    if ('unknown' in flows || reason !== undefined || seconds === undefined || seconds === 0n) {
      const why = { ...dimensions, reason: reason ?? 'never-used' };
      return [contribution({ ...cell, measure: 'circularUnknown', dimensions: why })];
    }
    return [
      ...Object.entries(flows).map(([flow, mass]) =>
        contribution({ ...cell, measure: 'circularMass', amount: BigInt(mass), dimensions: { ...dimensions, flow } }),
      ),
      contribution({ ...cell, measure: 'circularUse', amount: seconds, dimensions }),
      contribution({ ...cell, measure: 'circularDevices', dimensions }),
    ];
  },
};

/** Milligrams. */
interface Flows {
  feedstock: number;
  virgin: number;
  recycled: number;
  toRecycling: number;
  discarded: number;
}

function flowsOf(journey: Journey): Flows | { unknown: string } {
  const { description, waste, anomalies, parts } = journey;
  const { massMg } = description;
  const declared = declaredShare(journey, 'recycledFraction');
  const installed = parts.filter(({ change }) => change === 'installed');
  if (massMg === undefined || massMg === 0) return { unknown: 'mass-unknown' };
  if (parts.some((part) => part.massMg === undefined)) return { unknown: 'part-mass-unknown' };
  if (declared === undefined || installed.some((part) => !isReused(part) && part.recycledFraction === undefined))
    return { unknown: 'recycled-content-not-declared' };
  if (anomalies.some(({ rule, resolution }) => rule === 'mass-balance' && resolution === undefined))
    return { unknown: 'mass-balance' };
  if (waste.outputs.length === 0) return { unknown: 'treatment-not-reported' };
  const feedstock = massMg + massOf(installed);
  const added = installed.filter((part) => !isReused(part));
  const recycled = added.reduce(
    (sum, part) => sum + shareOfMass(part.massMg ?? 0, part.recycledFraction ?? 0),
    shareOfMass(massMg, declared),
  );
  const wentTo = (route: string, disposition: string) =>
    massOf(waste.outputs.filter((output) => output.route === route)) +
    massOf(
      parts.filter((part) => part.change === 'removed' && part.disposition === disposition && part.testedOk !== false),
    );
  const toReuse = Math.min(feedstock, wentTo('reuse', 'reuse'));
  const toRecycling = Math.min(feedstock - toReuse, wentTo('recycling', 'recycle'));
  return {
    feedstock,
    virgin: massMg + massOf(added) - recycled,
    recycled,
    toRecycling,
    discarded: feedstock - toReuse - toRecycling,
  };
}

const massOf = (items: readonly Pick<PartChange, 'massMg'>[]): number =>
  items.reduce((sum, { massMg = 0 }) => sum + massMg, 0);
