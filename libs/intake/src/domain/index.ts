export * from './mapping.js';
export { UNIT_NAMES, UNITS, type Unit, unitFactor } from './units.js';
