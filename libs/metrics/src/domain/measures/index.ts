import { cycleMeasures } from './cycles.js';
import { devicesKnownMeasures } from './devices-known.js';
import { livesMeasures } from './lives.js';
import type { MeasureFamily } from './measure.js';

/** Everything that a device adds to the measures. */
export const measureFamilies: readonly MeasureFamily[] = [devicesKnownMeasures, livesMeasures, cycleMeasures];
