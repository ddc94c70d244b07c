import type { Journey, Waste, WasteOutput } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { weeeCategoryOf } from '../weee-categories.js';
import { contribution, described, type MeasureFamily } from './measure.js';

type Fate = 'reuse' | 'recycling' | 'energy_recovery' | 'other_recovery' | 'disposal';

const fateOf = (route: WasteOutput['route']): Fate =>
  route === 'incineration' || route === 'landfill' ? 'disposal' : route;

/**
 * Mass that became waste, in the month in which it did, and what became of that same mass, whenever that was: the
 * numerators follow the cohort.
 */
export const wasteMassMeasures: MeasureFamily = {
  measures: [
    { name: 'weeeMass', unit: 'mg', summary: 'Mass whose legal status became WEEE.' },
    { name: 'weeeDevices', unit: 'count', summary: 'Devices of that mass.' },
    { name: 'weeeFateMass', unit: 'mg', summary: 'Mass of those devices by what became of it.' },
    { name: 'weeeUnknown', unit: 'count', summary: 'Devices that became WEEE and of which something is unknown.' },
  ],
  contributions: (journey: Journey) =>
    [...(journey.pastWaste ?? []), journey.waste].flatMap((account) => ofAccount(journey, account)),
};

function ofAccount(journey: Journey, account: Waste): Contribution[] {
  const { becameWeee, collected } = account;
  if (becameWeee === undefined) return [];
  const { at, massMg, massSource, country, eventId } = becameWeee;
  const { category, model } = described(journey);
  const partner = becameWeee.partner || collected?.collector;
  const dimensions = { partner, country, category, model, weeeCategory: weeeCategoryOf(category) };
  const cell = { at, because: [eventId] };
  const unknown = (reason: string) =>
    contribution({ ...cell, measure: 'weeeUnknown', dimensions: { ...dimensions, reason } });
  if (massMg === undefined) return [unknown('mass-unknown')];
  if (journey.anomalies.some(({ rule, resolution }) => rule === 'mass-balance' && resolution === undefined))
    return [unknown('mass-balance')];
  const fates = fatesOf(account, massMg);
  return [
    contribution({ ...cell, measure: 'weeeMass', amount: BigInt(massMg), dimensions: { ...dimensions, massSource } }),
    contribution({ ...cell, measure: 'weeeDevices', dimensions }),
    ...fates.map(({ fate, mass, because }) =>
      contribution({
        at,
        because: [eventId, because],
        measure: 'weeeFateMass',
        amount: BigInt(mass),
        dimensions: { ...dimensions, fate },
      }),
    ),
    ...(fates.length === 0 ? [unknown('treatment-not-reported')] : []),
  ];
}

function fatesOf(
  { preparedForReuse, outputs }: Waste,
  wholeMg: number,
): { fate: Fate; mass: number; because: string }[] {
  const reused = preparedForReuse && {
    fate: 'reuse' as const,
    mass: preparedForReuse.massMg ?? wholeMg,
    because: preparedForReuse.eventId,
  };
  return [
    ...(reused === undefined ? [] : [reused]),
    ...outputs.map(({ route, massMg, eventId }) => ({ fate: fateOf(route), mass: massMg, because: eventId })),
  ];
}
