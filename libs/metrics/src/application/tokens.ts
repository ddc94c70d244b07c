/** Provide a `MeasureReader` and a `MetricCalendar` under these. */
export const MEASURE_READER = Symbol('MeasureReader');
export const METRIC_CALENDAR = Symbol('MetricCalendar');
