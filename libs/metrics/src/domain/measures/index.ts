import { circularityMeasures } from './circularity.js';
import { collectionMeasures } from './collection.js';
import { custodyLegMeasures } from './custody-legs.js';
import { cycleMeasures } from './cycles.js';
import { deliveryMeasures } from './deliveries.js';
import { deliveryTimeMeasures } from './delivery-times.js';
import { departureMeasures } from './departures.js';
import { devicesKnownMeasures } from './devices-known.js';
import { dispatchMeasures } from './dispatches.js';
import { divertedMassMeasures } from './diverted-mass.js';
import { energyMeasures } from './energy.js';
import { finalTestMeasures } from './final-tests.js';
import { inflowMeasures } from './inflows.js';
import { livesMeasures } from './lives.js';
import { manifestMeasures } from './manifests.js';
import type { MeasureDefinition, MeasureFamily } from './measure.js';
import { outflowMeasures } from './outflows.js';
import { partMeasures } from './parts.js';
import { qualifyingLivesMeasures } from './qualifying-lives.js';
import { renewableInflowMeasures } from './renewable-inflow.js';
import { repairIndexMeasures } from './repair-index.js';
import { repairabilityMeasures } from './repairability.js';
import { returnMeasures } from './returns.js';
import { reuseActivityMeasures } from './reuse-activities.js';
import { soldGradeMeasures } from './sold-grades.js';
import { tradeInGradeMeasures } from './trade-in-grades.js';
import { useOfEndedMeasures } from './use-of-ended.js';
import { useTimeMeasures } from './use-time.js';
import { visitMeasures } from './visits.js';
import { warrantyMeasures } from './warranties.js';
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
  returnMeasures,
  warrantyMeasures,
  dispatchMeasures,
  deliveryTimeMeasures,
  tradeInGradeMeasures,
  departureMeasures,
  custodyLegMeasures,
  wasteMassMeasures,
  collectionMeasures,
  qualifyingLivesMeasures,
  reuseActivityMeasures,
  divertedMassMeasures,
  partMeasures,
  useOfEndedMeasures,
  circularityMeasures,
  inflowMeasures,
  renewableInflowMeasures,
  outflowMeasures,
  energyMeasures,
  repairabilityMeasures,
  repairIndexMeasures,
  manifestMeasures,
];

export const measures: readonly MeasureDefinition[] = measureFamilies.flatMap((family) => family.measures);

export type { MeasureDefinition, MeasureFamily };
