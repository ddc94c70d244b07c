export { Lease, type LeaseOptions, type LeaseSeen, seeLease } from './lease.js';
export { leaseOwner } from './lease-owner.js';
export { OPS_STORE_SCHEMES, openOpsStore } from './open.js';
export * from './port.js';
export { type Turn, Turns, type TurnsOptions } from './turns.js';
