import type { Journey, Sale } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { declaredShare, shareOfMass } from './declared-content.js';
import { contribution, described, type MeasureFamily } from './measure.js';
import { newPartsOf, unitsSold, wasUsedBefore } from './units-sold.js';

/**
 * What the products that were sold are made of, in the month of the sale: a device that had been used is reused, but
 * for the new parts put into it; of what is new the declared recycled share is recycled. Reused is never recycled too.
 */
export const inflowMeasures: MeasureFamily = {
  measures: [
    { name: 'inflowMass', unit: 'mg', summary: 'Mass of units sold, by content.' },
    { name: 'inflowUnits', unit: 'count', summary: 'Units of that mass.' },
    { name: 'inflowUnknown', unit: 'count', summary: 'Units sold of whose mass nothing is known.' },
    {
      name: 'inflowUndeclared',
      unit: 'count',
      summary: 'Units with mass of undeclared recycled content, or unknown mass.',
    },
  ],
  contributions: (journey: Journey) => unitsSold(journey).flatMap((sale) => ofSale(journey, sale)),
};

type Content = 'reused' | 'recycled' | 'other' | 'undeclared';

function ofSale(journey: Journey, sale: Sale): Contribution[] {
  const { at, eventId, seller, country } = sale;
  const cell = { at, because: [eventId] };
  const dimensions = { partner: seller, country, ...described(journey) };
  const contents = contentsOf(journey, sale);
  const undeclared = (reason: string) =>
    contribution({ ...cell, measure: 'inflowUndeclared', dimensions: { ...dimensions, reason } });
  if (contents === undefined) {
    const reason = 'mass-unknown';
    const unknown = contribution({ ...cell, measure: 'inflowUnknown', dimensions: { ...dimensions, reason } });
    return [unknown, undeclared(reason)];
  }
  const shown = Object.entries(contents).filter(([, mass]) => mass > 0);
  return [
    ...shown.map(([content, mass]) =>
      contribution({ ...cell, measure: 'inflowMass', amount: BigInt(mass), dimensions: { ...dimensions, content } }),
    ),
    contribution({ ...cell, measure: 'inflowUnits', dimensions }),
    ...(contents.undeclared > 0 ? [undeclared('recycled-content-not-declared')] : []),
  ];
}

function contentsOf(journey: Journey, sale: Sale): Record<Content, number> | undefined {
  const { massMg } = journey.description;
  const added = wasUsedBefore(journey, sale) ? newPartsOf(journey, sale) : undefined;
  if (massMg === undefined || added?.some((part) => part.massMg === undefined)) return undefined;
  const pieces = added ?? [{ massMg, recycledFraction: declaredShare(journey, 'recycledFraction') }];
  const contents = { reused: massMg, recycled: 0, other: 0, undeclared: 0 };
  for (const { massMg: mass = 0, recycledFraction: share } of pieces) {
    const recycled = share === undefined ? 0 : shareOfMass(mass, share);
    contents.reused = Math.max(0, contents.reused - mass);
    contents.recycled += recycled;
    contents[share === undefined ? 'undeclared' : 'other'] += mass - recycled;
  }
  return contents;
}
