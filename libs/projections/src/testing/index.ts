export { type Crash, crashingReads } from './crashing-reads.js';
export { MemoryLog } from './memory-log.js';
export { TinyJourneys, tallyProjection } from './tiny-journeys.js';
export { type World, world } from './world.js';
