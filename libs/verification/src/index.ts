export type { AnchorFault, AnchorReport } from './anchor/anchor-check.js';
export { type LogAnchor, readAnchor } from './anchor/log-anchor.js';
export type { ClaimFault } from './claims-check.js';
export { VerificationModule } from './verification.module.js';
export { type LogReport, type VerifyStep, verifyLog } from './verify-log.js';
