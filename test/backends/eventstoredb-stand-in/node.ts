import { setTimeout } from 'node:timers/promises';
import type { Metadata, ServiceError } from '@grpc/grpc-js';
import type { Faults } from './faults.js';
import type { StandInLog } from './stand-in-log.js';
import { notLeader, unauthenticated } from './statuses.js';

/** What the services of one node share. */
export interface StandInNode {
  log: StandInLog;
  faults: Faults;
  /** `user:password`, if requests need them. */
  credentials: string | undefined;
  /** Ends what is open, when the node stops. */
  stopping: AbortSignal;
}

/** Why the node refuses the request, if it does. */
export function refusal({ faults, credentials }: StandInNode, metadata: Metadata): ServiceError | undefined {
  const [authorization] = metadata.get('authorization');
  const expected = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (expected !== undefined && authorization !== expected) return unauthenticated();
  const requiresLeader = metadata.get('requires-leader').includes('true');
  return requiresLeader && faults.leader !== undefined ? notLeader(faults.leader) : undefined;
}

export async function delayed({ faults }: StandInNode): Promise<void> {
  if (faults.delayMillis > 0) await setTimeout(faults.delayMillis);
}
