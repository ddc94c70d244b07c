import type { Micros } from '#kernel';
import type { Journey, PartChange } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { type CountedLife, countedLives } from './counted-lives.js';
import { contribution, described, type MeasureFamily } from './measure.js';
import { attributions, saleOf } from './reuse-credit.js';
import { isReused } from './reused-part.js';

/**
 * Mass kept out of waste: the device, once per life that a resale opened, less the reused parts inside it, and each
 * reused part when it was installed; together nothing is counted twice.
 */
export const divertedMassMeasures: MeasureFamily = {
  measures: [
    { name: 'divertedMass', unit: 'mg', summary: 'Mass of resold devices and of reused parts installed.' },
    { name: 'divertedItems', unit: 'count', summary: 'Devices and parts of that mass.' },
    { name: 'divertedUnknown', unit: 'count', summary: 'Devices and parts whose mass is not known.' },
  ],
  contributions: (journey: Journey) => [
    ...countedLives(journey).flatMap((life) => ofLife(journey, life)),
    ...journey.parts.flatMap((part) => ofPart(journey, part)),
  ],
};

function ofLife(journey: Journey, life: CountedLife): Contribution[] {
  const { openedAt: at, openedBy, windowEndsOn, country } = life;
  const sale = saleOf(journey, life);
  if (at === undefined || life.kind !== 'sale' || sale?.kind !== 'resale' || sale.buyerKind === 'trade') return [];
  const cell = { at, effectiveOn: windowEndsOn, because: [openedBy] };
  const { massMg, massSource } = journey.description;
  const inside = reusedPartsAt(journey.parts, at).reduce((sum, { massMg: mass = 0 }) => sum + mass, 0);
  return massCells(cell, massMg === undefined ? undefined : Math.max(0, massMg - inside), {
    ...attributions(life),
    country,
    ...described(journey),
    item: 'device',
    massSource,
  });
}

function ofPart(journey: Journey, part: PartChange): Contribution[] {
  const { change, at, eventId, partner, massMg } = part;
  if (change !== 'installed' || !isReused(part)) return [];
  const dimensions = { credited: partner, seller: partner, ...described(journey), item: 'part' };
  return massCells({ at, because: [eventId] }, massMg, dimensions);
}

function massCells(
  cell: { at: Micros; effectiveOn?: string | undefined; because: readonly (string | undefined)[] },
  massMg: number | undefined,
  { massSource, ...dimensions }: Record<string, string | undefined>,
): Contribution[] {
  if (massMg === undefined) {
    const reason = `${dimensions.item}-mass-unknown`;
    return [contribution({ ...cell, measure: 'divertedUnknown', dimensions: { ...dimensions, reason } })];
  }
  const amount = BigInt(massMg);
  return [
    contribution({ ...cell, measure: 'divertedMass', amount, dimensions: { ...dimensions, massSource } }),
    contribution({ ...cell, measure: 'divertedItems', dimensions }),
  ];
}

/** Reused parts that were installed by then and not taken out again, matched by part id, else by slot. */
function reusedPartsAt(parts: readonly PartChange[], at: Micros): PartChange[] {
  const inside: PartChange[] = [];
  for (const part of parts.filter((one) => one.at <= at)) {
    const same = inside.findIndex((one) => (part.partId ?? one.partId) === one.partId && one.slot === part.slot);
    if (part.change === 'removed' && same >= 0) inside.splice(same, 1);
    if (part.change === 'installed' && isReused(part)) inside.push(part);
  }
  return inside;
}
