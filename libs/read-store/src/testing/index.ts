export { MongoReadStore } from '../mongodb/mongo-read-store.js';
export { Tombstones } from '../mongodb/tombstones.js';
export { commitConformance } from './commit.conformance.js';
export { documentsConformance } from './documents.conformance.js';
export { findConformance } from './find.conformance.js';
export { repeatedConformance } from './repeated.conformance.js';
export { sumConformance } from './sum.conformance.js';
