export { aCycle, aJourney, aLife, aSale, at } from './a-journey.js';
export { MemoryMeasures } from './memory-measures.js';
