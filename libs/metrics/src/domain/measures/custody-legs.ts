import type { Journey, Leg } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily, partnerOf } from './measure.js';

const ENDED: readonly Leg['state'][] = ['confirmed', 'one_sided', 'inferred', 'contested'];

/** Custody legs that ended with a receiver, by the month of acceptance and the receiving partner, or whoever gave to a consumer. */
export const custodyLegMeasures: MeasureFamily = {
  measures: [{ name: 'custodyLegs', unit: 'count', summary: 'Custody legs, by how well both ends agree.' }],
  contributions: (journey: Journey) =>
    journey.legs.flatMap(
      ({ state, kind, from, to, acceptedAt, releasedAt, acceptedBy, releasedBy, country, confidence }) => {
        const at = acceptedAt ?? releasedAt;
        if (at === undefined || !ENDED.includes(state)) return [];
        return contribution({
          measure: 'custodyLegs',
          at,
          because: [releasedBy, acceptedBy],
          dimensions: {
            partner: partnerOf(to) ?? partnerOf(from),
            country,
            ...described(journey),
            legKind: kind,
            state,
            confidence,
          },
        });
      },
    ),
};
