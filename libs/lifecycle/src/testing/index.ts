export * from './journeys.js';
export { randomHistory } from './random-history.js';
export { aPartner, openBench, type RecorderBench } from './recorder-bench.js';
export { REPAIR_SCORES } from './repair-scores.js';
export { SAMPLES, type Sample, sampleOf } from './samples.js';
