import { addDays, dayOf } from '#kernel';
import type { Journey, Leg } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily, partnerOf } from './measure.js';

/** Days after which a unit that was released and not accepted is taken to be missing. Proposed. */
export const MANIFEST_DAYS = 30;

const COMPARED: readonly Leg['state'][] = ['confirmed', 'one_sided', 'rejected', 'open'];

/**
 * Units handed over between partners under a shipment or hand-over number: what the sender released under it is its
 * manifest, what the receiver accepted is what came.
 */
export const manifestMeasures: MeasureFamily = {
  measures: [
    { name: 'manifestUnits', unit: 'count', summary: 'Units handed over, by whether they were listed and came.' },
  ],
  contributions: (journey: Journey) =>
    journey.legs.flatMap(({ kind, state, ref, to, releasedAt, acceptedAt, releasedBy, acceptedBy, country }) => {
      const at = releasedAt ?? acceptedAt;
      if (kind !== 'partner' || ref === undefined || at === undefined || !COMPARED.includes(state)) return [];
      const received = state === 'confirmed' || state === 'one_sided';
      return contribution({
        measure: 'manifestUnits',
        at,
        effectiveOn: state === 'open' ? addDays(dayOf(at), MANIFEST_DAYS) : undefined,
        because: [releasedBy, acceptedBy],
        dimensions: {
          partner: partnerOf(to),
          country,
          ...described(journey),
          listed: releasedAt === undefined ? 'no' : 'yes',
          received: received ? 'yes' : 'no',
        },
      });
    }),
};
