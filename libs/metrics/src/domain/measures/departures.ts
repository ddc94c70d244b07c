import type { Journey } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Departures with data on the device, or perhaps on it, by whether every medium was verifiably sanitised before. */
export const departureMeasures: MeasureFamily = {
  measures: [
    { name: 'dataDepartures', unit: 'count', summary: 'Data-bearing departures, by sanitisation.' },
    { name: 'dataDeparturesUnknown', unit: 'count', summary: 'Those whose media inventory is not known.' },
  ],
  contributions: (journey: Journey) =>
    journey.departures
      .filter(({ dataBearing }) => dataBearing)
      .flatMap(({ eventId, at, holder, country, verified, inventoryUnknown, certificateWithin48h }) => {
        const cell = { at, because: [eventId] };
        const dimensions = { partner: holder, country, ...described(journey) };
        const known = contribution({
          ...cell,
          measure: 'dataDepartures',
          dimensions: {
            ...dimensions,
            sanitised: verified && !inventoryUnknown ? 'yes' : 'no',
            certificateWithin48h: certificateWithin48h === true ? 'yes' : 'no',
          },
        });
        if (!inventoryUnknown) return [known];
        const reason = 'media-inventory-unknown';
        return [
          known,
          contribution({ ...cell, measure: 'dataDeparturesUnknown', dimensions: { ...dimensions, reason } }),
        ];
      }),
};
