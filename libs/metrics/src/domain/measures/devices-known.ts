import { EXCLUSIVE_KINDS } from '#identity/domain';
import type { Journey } from '#lifecycle/domain';
import { contribution, described, type MeasureFamily } from './measure.js';

/** Root devices with an exclusive identifier and a counted event, in the month of the first one, by its sender. */
export const devicesKnownMeasures: MeasureFamily = {
  measures: [
    { name: 'devicesKnown', unit: 'count', summary: 'Devices with an exclusive identifier and a counted event.' },
    { name: 'devicesUnidentified', unit: 'count', summary: 'Devices that only hints name, by reason.' },
  ],
  contributions(journey: Journey) {
    const { firstCounted, identifiers } = journey;
    if (firstCounted === undefined) return [];
    const exclusive: readonly string[] = EXCLUSIVE_KINDS;
    const identified = identifiers.some(({ kind }) => exclusive.includes(kind));
    const { partner, country, at, eventId } = firstCounted;
    const dimensions = { partner, country, ...described(journey) };
    return [
      identified
        ? contribution({ measure: 'devicesKnown', at, because: [eventId], dimensions })
        : contribution({
            measure: 'devicesUnidentified',
            at,
            because: [eventId],
            dimensions: { ...dimensions, reason: 'no-exclusive-identifier' },
          }),
    ];
  },
};
