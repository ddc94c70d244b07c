export { aCycle, aJourney, aLife, aSale, at } from './a-journey.js';
export { evaluated, told } from './evaluated.js';
export { MemoryMeasures } from './memory-measures.js';
