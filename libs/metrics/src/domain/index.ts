export type { MeasureReader, MetricCalendar } from './measure-reader.js';
export { type MeasureDefinition, type MeasureFamily, measureFamilies, measures } from './measures/index.js';
export { measuresProjection } from './measures-projection.js';
export type { MetricDefinition } from './metric.js';
export { metrics } from './metrics/index.js';
export { PERIODS, type Period } from './period.js';
