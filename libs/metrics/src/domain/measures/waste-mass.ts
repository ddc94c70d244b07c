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
    { name: 'weeeFates', unit: 'count', summary: 'Flows of that mass.' },
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
    ...fates.flatMap(({ mass, because, ...how }) => {
      const flow = { at, because: [eventId, because], dimensions: { ...dimensions, ...how } };
      return [
        contribution({ ...flow, measure: 'weeeFateMass', amount: BigInt(mass) }),
        contribution({ ...flow, measure: 'weeeFates' }),
      ];
    }),
    ...(fates.length === 0 ? [unknown('treatment-not-reported')] : []),
  ];
}

/** What is not reported of a flow is left out, and so unknown. */
interface Flow {
  fate: Fate;
  route: WasteOutput['route'];
  hazardous?: 'yes' | 'no' | undefined;
  onSite?: 'yes' | 'no' | undefined;
  mass: number;
  because: string;
}

function fatesOf({ preparedForReuse: reused, outputs }: Waste, wholeMg: number): Flow[] {
  const flows: Flow[] = outputs.map(({ route, massMg, eventId, hazardous, onSite }) => ({
    fate: fateOf(route),
    route,
    hazardous: answer(hazardous),
    onSite: answer(onSite),
    mass: massMg,
    because: eventId,
  }));
  if (reused === undefined) return flows;
  return [{ fate: 'reuse', route: 'reuse', mass: reused.massMg ?? wholeMg, because: reused.eventId }, ...flows];
}

const answer = (said: boolean | undefined): Flow['hazardous'] => (said === undefined ? undefined : said ? 'yes' : 'no');
