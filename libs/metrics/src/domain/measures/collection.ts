import type { Journey, Waste } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { weeeCategoryOf } from '../weee-categories.js';
import { contribution, described, type MeasureFamily } from './measure.js';

/** The two sides of the fleet's collection rate: mass collected as waste, and mass sold new. */
export const collectionMeasures: MeasureFamily = {
  measures: [
    { name: 'collectedMass', unit: 'mg', summary: 'Mass collected as waste, by collector.' },
    { name: 'collectedDevices', unit: 'count', summary: 'Devices of that mass.' },
    { name: 'collectedUnknown', unit: 'count', summary: 'Devices collected whose mass is not known.' },
    { name: 'newSaleMass', unit: 'mg', summary: 'Mass of devices sold new, by seller.' },
    { name: 'newSaleDevices', unit: 'count', summary: 'Devices of that mass.' },
    { name: 'newSaleUnweighed', unit: 'count', summary: 'Devices sold new whose mass is not known.' },
  ],
  contributions: (journey: Journey) => [
    ...[...(journey.pastWaste ?? []), journey.waste].flatMap((account) => collected(journey, account)),
    ...soldNew(journey),
  ],
};

function collected(journey: Journey, { collected: found }: Waste): Contribution[] {
  if (found === undefined) return [];
  const { eventId, at, collector, country, massMg, massSource } = found;
  const attributes = described(journey);
  const dimensions = {
    ...{ partner: collector, country, ...attributes },
    weeeCategory: weeeCategoryOf(attributes.category),
  };
  const cell = { at, because: [eventId] };
  if (massMg === undefined)
    return [
      contribution({ ...cell, measure: 'collectedUnknown', dimensions: { ...dimensions, reason: 'mass-unknown' } }),
    ];
  return [
    contribution({
      ...cell,
      measure: 'collectedMass',
      amount: BigInt(massMg),
      dimensions: { ...dimensions, massSource },
    }),
    contribution({ ...cell, measure: 'collectedDevices', dimensions }),
  ];
}

function soldNew(journey: Journey): Contribution[] {
  const { massMg, massSource } = journey.description;
  return journey.sales
    .filter(({ kind, cancelledBy }) => kind === 'new' && cancelledBy === undefined)
    .flatMap(({ at, eventId, seller, country }) => {
      const cell = { at, because: [eventId] };
      const dimensions = { partner: seller, country, ...described(journey) };
      if (massMg === undefined) {
        const reason = 'mass-unknown';
        return [contribution({ ...cell, measure: 'newSaleUnweighed', dimensions: { ...dimensions, reason } })];
      }
      const weighed = { ...dimensions, massSource };
      return [
        contribution({ ...cell, measure: 'newSaleMass', amount: BigInt(massMg), dimensions: weighed }),
        contribution({ ...cell, measure: 'newSaleDevices', dimensions }),
      ];
    });
}
