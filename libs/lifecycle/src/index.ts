export type { FoundDevice } from './application/device-finder.js';
export type { JourneyCut, LoadedJourney } from './application/journey-loader.js';
export { JourneySeries, type PositionCut } from './application/journey-series.js';
export { MicroBatch } from './application/micro-batch.js';
export { Freshness } from './application/queries/freshness.js';
export { GetDevice } from './application/queries/get-device.js';
export { BATCH_MAX, Recorder, type RecorderParts } from './application/recorder.js';
export { RefusalLog } from './application/refusal-log.js';
export type { Submission } from './application/submission.js';
export * from './domain/index.js';
export { CATALOGUE_STREAM, type NamedEdition } from './editions/activation.js';
export { type CataloguedEdition, CatalogueHistory } from './editions/catalogue-history.js';
export { statedContent } from './editions/edition-content.js';
export { EditionsInUse, type UsedEdition } from './editions/editions-in-use.js';
export {
  type EditionKind,
  type StatedEdition,
  type StatedEditionParts,
  StatedEditions,
} from './editions/stated-editions.js';
export { providesStatedEditions } from './editions/stated-editions-provider.js';
export { batchItemView } from './http/answer-views.js';
export { batchItem } from './http/outcome-response.js';
export { reportSchema } from './http/report-schema.js';
export { LifecycleModule } from './lifecycle.module.js';
export * from './projections/index.js';
export { RecordingModule } from './recording.module.js';
