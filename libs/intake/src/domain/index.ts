export { type Cells, type MappedRow, rowMapper } from './apply-mapping.js';
export * from './import-job.js';
export {
  INTAKE_GROUP,
  INTAKE_PARTITIONS,
  INTAKE_SETTINGS,
  INTAKE_TOPICS,
  INTAKE_TRANSACTIONS,
  intakeTopic,
  partnerOf,
  RESULTS_SETTINGS,
  RESULTS_TOPICS,
  resultsTopic,
} from './intake-topics.js';
export { type LineResult, lineResult, outcomeOf, unreadable } from './line-result.js';
export * from './mapping.js';
export type { SourceLine } from './source-line.js';
export { UNIT_NAMES, UNITS, type Unit, unitFactor } from './units.js';
