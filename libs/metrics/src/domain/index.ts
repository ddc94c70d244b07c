export { CellTable } from './cell-table.js';
export type { MeasureReader, MetricCalendar } from './measure-reader.js';
export { type MeasureDefinition, type MeasureFamily, measureFamilies, measures } from './measures/index.js';
export { measuresProjection } from './measures-projection.js';
export type { Metric, MetricDefinition } from './metric.js';
export { metrics, publishedMetrics } from './metrics/index.js';
export { monthsOf, PERIODS, type Period } from './period.js';
export { type Months, measuresOf, reachOf, spanned } from './reach.js';
