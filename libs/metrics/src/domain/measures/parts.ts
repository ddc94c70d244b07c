import type { Journey, PartChange } from '#lifecycle/domain';
import type { Contribution } from '#projections/domain';
import { contribution, described, type MeasureFamily } from './measure.js';
import { isReused } from './reused-part.js';

/** Parts that went into devices, by whether they had been used before, and those that donors gave. */
export const partMeasures: MeasureFamily = {
  measures: [
    { name: 'partsInstalled', unit: 'count', summary: 'Parts installed, by whether they were reused.' },
    { name: 'partsInstalledMass', unit: 'mg', summary: 'Mass of parts installed, where it is known.' },
    { name: 'partsInstalledWeighed', unit: 'count', summary: 'Parts of that mass.' },
    { name: 'partsInstalledUnknown', unit: 'count', summary: 'Parts of unknown origin.' },
    { name: 'partsInstalledUnweighed', unit: 'count', summary: 'Parts of unknown mass or origin.' },
    { name: 'partsRecovered', unit: 'count', summary: 'Parts removed for reuse from donors that passed their test.' },
    { name: 'partDonors', unit: 'count', summary: 'Cycles that ended with their device as a donor of parts.' },
  ],
  contributions: (journey: Journey) => [
    ...journey.parts.flatMap((part) => (part.change === 'installed' ? ofInstalled(journey, part) : [])),
    ...ofDonor(journey),
  ],
};

function ofInstalled(journey: Journey, { at, eventId, partner, slot, origin, massMg }: PartChange): Contribution[] {
  const cell = { at, because: [eventId] };
  const known = { partner, slot, ...described(journey) };
  if (origin === undefined) {
    const dimensions = { ...known, reason: 'origin-unknown' };
    return (['partsInstalledUnknown', 'partsInstalledUnweighed'] as const).map((measure) =>
      contribution({ ...cell, measure, dimensions }),
    );
  }
  const dimensions = { ...known, origin, reused: isReused({ origin }) ? 'yes' : 'no' };
  const counted = contribution({ ...cell, measure: 'partsInstalled', dimensions });
  if (massMg === undefined) {
    const reason = { ...known, reason: 'part-mass-unknown' };
    return [counted, contribution({ ...cell, measure: 'partsInstalledUnweighed', dimensions: reason })];
  }
  return [
    counted,
    contribution({ ...cell, measure: 'partsInstalledMass', amount: BigInt(massMg), dimensions }),
    contribution({ ...cell, measure: 'partsInstalledWeighed', dimensions }),
  ];
}

/** Parts are those of the cycle that ended as a harvest: they count in the month and for the partner of that end. */
function ofDonor(journey: Journey): Contribution[] {
  return journey.cycles.flatMap(({ number, outcome, outcomeAt, openedAt, outcomePartner, outcomeBy, country }) => {
    if (outcome !== 'harvested') return [];
    const cell = { at: outcomeAt ?? openedAt };
    const dimensions = { partner: outcomePartner, country, ...described(journey) };
    const recovered = journey.parts.filter(
      ({ change, disposition, testedOk, cycle }) =>
        change === 'removed' && disposition === 'reuse' && testedOk === true && (cycle ?? number) === number,
    );
    return [
      contribution({ ...cell, measure: 'partDonors', because: [outcomeBy], dimensions }),
      ...recovered.map(({ eventId, slot }) =>
        contribution({ ...cell, measure: 'partsRecovered', because: [eventId], dimensions: { ...dimensions, slot } }),
      ),
    ];
  });
}
