import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Names one process in one life: readable in records and logs, and never used again. */
export const leaseOwner = (): string => `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
