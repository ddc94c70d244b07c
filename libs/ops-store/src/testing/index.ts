export { listingConformance } from './listing.conformance.js';
export { recordsConformance } from './records.conformance.js';
