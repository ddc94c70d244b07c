export { MongoOpsStore } from '../mongodb/mongo-ops-store.js';
export { listingConformance } from './listing.conformance.js';
export { recordsConformance } from './records.conformance.js';
