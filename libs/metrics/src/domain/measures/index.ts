import { collectionMeasures } from './collection.js';
import { custodyLegMeasures } from './custody-legs.js';
import { cycleMeasures } from './cycles.js';
import { deliveryMeasures } from './deliveries.js';
import { departureMeasures } from './departures.js';
import { devicesKnownMeasures } from './devices-known.js';
import { divertedMassMeasures } from './diverted-mass.js';
import { finalTestMeasures } from './final-tests.js';
import { livesMeasures } from './lives.js';
import type { MeasureDefinition, MeasureFamily } from './measure.js';

import { qualifyingLivesMeasures } from './qualifying-lives.js';
import { soldGradeMeasures } from './sold-grades.js';
import { useTimeMeasures } from './use-time.js';
import { visitMeasures } from './visits.js';
import { wasteMassMeasures } from './waste-mass.js';

/** Everything that a device adds to the measures. */
export const measureFamilies: readonly MeasureFamily[] = [
  devicesKnownMeasures,
  livesMeasures,
  useTimeMeasures,
  cycleMeasures,
  finalTestMeasures,
  soldGradeMeasures,
  visitMeasures,
  deliveryMeasures,
  departureMeasures,
  custodyLegMeasures,
  wasteMassMeasures,
  collectionMeasures,
  qualifyingLivesMeasures,
  divertedMassMeasures,
];

export const measures: readonly MeasureDefinition[] = measureFamilies.flatMap((family) => family.measures);

export type { MeasureDefinition, MeasureFamily };
