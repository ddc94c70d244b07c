import { partyOf } from '#kernel';
import type { Journey } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Energy that refurbishing took, renewable and other, in its month and by who used it. */
export const energyMeasures: MeasureFamily = {
  measures: [
    { name: 'refurbishingEnergy', unit: 'mWh', summary: 'Energy of refurbishments, by whether it was renewable.' },
    { name: 'refurbishingsMetered', unit: 'count', summary: 'Refurbishments of that energy.' },
    { name: 'energyUnknown', unit: 'count', summary: 'Refurbishments whose share of renewable energy is not known.' },
  ],
  contributions: (journey: Journey) => journey.energy.flatMap((used) => ofRefurbishment(journey, used)),
};

const MILLIWATT_HOURS = 1_000_000;

function ofRefurbishment(
  journey: Journey,
  { eventId, at, energyKWh, renewableEnergyKWh }: Journey['energy'][number],
): Contribution[] {
  if (energyKWh === undefined) return [];
  const event = journey.entries.find((entry) => entry.event.id === eventId)?.event;
  const partner = event === undefined ? undefined : partyOf(event);
  const dimensions = { partner, country: event?.location?.country, ...described(journey) };
  const cell = { at, because: [eventId] };
  const other = energyKWh - (renewableEnergyKWh ?? 0);
  if (renewableEnergyKWh === undefined || other < 0) {
    const reason = other < 0 ? 'more-renewable-than-used' : 'renewable-share-not-reported';
    return [contribution({ ...cell, measure: 'energyUnknown', dimensions: { ...dimensions, reason } })];
  }
  const energy = (renewable: 'yes' | 'no', kWh: number) =>
    contribution({
      ...cell,
      measure: 'refurbishingEnergy',
      amount: BigInt(Math.round(kWh * MILLIWATT_HOURS)),
      dimensions: { ...dimensions, renewable },
    });
  return [
    energy('yes', renewableEnergyKWh),
    energy('no', other),
    contribution({ ...cell, measure: 'refurbishingsMetered', dimensions }),
  ];
}
