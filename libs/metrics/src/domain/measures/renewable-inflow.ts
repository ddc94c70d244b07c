import type { Journey, Sale } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { declaredShare, shareOfMass } from './declared-content.js';
import { contribution, described, type MeasureFamily } from './measure.js';
import { newPartsOf, unitsSold, wasUsedBefore } from './units-sold.js';

/** Renewable mass of units sold, as their makers declare it of new devices; nobody declares it of parts. */
export const renewableInflowMeasures: MeasureFamily = {
  measures: [
    { name: 'inflowByOrigin', unit: 'mg', summary: 'Mass of units sold whose origin is known, renewable or not.' },
    { name: 'inflowByOriginUnits', unit: 'count', summary: 'Units of that mass.' },
    { name: 'inflowOriginUnknown', unit: 'count', summary: 'Units with mass of undeclared origin, or unknown mass.' },
  ],
  contributions: (journey: Journey) => unitsSold(journey).flatMap((sale) => ofSale(journey, sale)),
};

function ofSale(journey: Journey, sale: Sale): Contribution[] {
  const { at, eventId, seller, country } = sale;
  const cell = { at, because: [eventId] };
  const dimensions = { partner: seller, country, ...described(journey) };
  const unknown = (reason: string) =>
    contribution({ ...cell, measure: 'inflowOriginUnknown', dimensions: { ...dimensions, reason } });
  const known = (renewable: 'yes' | 'no', mass: number) =>
    contribution({
      ...cell,
      measure: 'inflowByOrigin',
      amount: BigInt(mass),
      dimensions: { ...dimensions, renewable },
    });
  const unit = contribution({ ...cell, measure: 'inflowByOriginUnits', dimensions });
  const { massMg } = journey.description;
  const added = newPartsOf(journey, sale);
  if (massMg === undefined || added.some((part) => part.massMg === undefined)) return [unknown('mass-unknown')];
  if (wasUsedBefore(journey, sale)) {
    const reused = added.reduce((rest, part) => rest - (part.massMg ?? 0), massMg);
    const parts = added.length === 0 ? [] : [unknown('renewable-content-not-declared')];
    return [known('no', Math.max(0, reused)), unit, ...parts];
  }
  const share = declaredShare(journey, 'renewableFraction');
  if (share === undefined) return [unknown('renewable-content-not-declared')];
  const renewable = shareOfMass(massMg, share);
  return [known('yes', renewable), known('no', massMg - renewable), unit];
}
