export type { ClaimFault } from './claims-check.js';
export { type LogReport, type VerifyStep, verifyLog } from './verify-log.js';
