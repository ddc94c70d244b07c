export type { Delivery, ToldJourney } from './delivery.js';
export { FAILURES, type FailureCase } from './failures/cases.js';
export { FAILURE_NAMES, type FailureName } from './failures/failure-name.js';
export { allFailures, type FailureRates } from './failures/injection.js';
export { MAPPINGS } from './files/mappings.js';
export { type PartnerFile, writePartnerFiles } from './files/partner-files.js';
export { COHORT_SIZE, deliveries, type FleetOptions, fleetName, journeys } from './fleet.js';
export { type FleetPartner, PARTNERS } from './partners.js';
