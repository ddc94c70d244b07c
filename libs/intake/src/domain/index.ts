export { type Cells, type MappedRow, rowMapper } from './apply-mapping.js';
export * from './import-job.js';
export { type LineResult, lineResult, outcomeOf, unreadable } from './line-result.js';
export * from './mapping.js';
export type { SourceLine } from './source-line.js';
export { UNIT_NAMES, UNITS, type Unit, unitFactor } from './units.js';
