export type { JourneyCut, LoadedJourney } from './application/journey-loader.js';
export { MicroBatch } from './application/micro-batch.js';
export { Freshness } from './application/queries/freshness.js';
export { BATCH_MAX, Recorder, type RecorderParts } from './application/recorder.js';
export { RefusalLog } from './application/refusal-log.js';
export type { Submission } from './application/submission.js';
export * from './domain/index.js';
export { LifecycleModule } from './lifecycle.module.js';
export * from './projections/index.js';
