import type { Provider } from '@nestjs/common';
import type { EventStore } from '#event-store';
import type { OpsStore } from '#ops-store';
import {
  CLOCK,
  type Clock,
  CONFIGURATION,
  type Configuration,
  EVENT_STORE,
  LOGGER,
  type Logger,
  OPS_STORE,
  READ_STORE,
} from '#platform';
import { Projector, type ProjectorRole, RebuildRequests, RemoteProjector } from '#projections';
import type { ReadStore } from '#read-store';
import { isElected, projectorOf } from './begin-projector.js';
import { ElectableProjector } from './electable-projector.js';

/** Whether this process is the one of several that projects; `undefined` where there is no choice. */
export class OwnRole {
  role: ProjectorRole | undefined;
}

/** A standby has taken over after the lease and a beat of it. */
const SILENT_LEASES = 1.5;

/** `projects`: this process may keep the projections; else it only sees what the one that does tells. */
export const projectorProviders = (projects: boolean): Provider[] => [
  OwnRole,
  {
    provide: Projector,
    inject: [EVENT_STORE, READ_STORE, OPS_STORE, CONFIGURATION, CLOCK, LOGGER, OwnRole],
    useFactory: (
      events: EventStore,
      reads: ReadStore,
      ops: OpsStore,
      configuration: Configuration,
      clock: Clock,
      logger: Logger,
      own: OwnRole,
    ): Projector => {
      const parts = { events, reads, configuration, clock, logger };
      if (!isElected(configuration)) return projectorOf(parts);
      const silentMillis = configuration.limits.leaseSeconds * 1_000 * SILENT_LEASES;
      const seen = { events, reads, ops, clock, silentMillis, requests: new RebuildRequests(ops) };
      if (!projects) return new RemoteProjector(seen);
      const thread = projectorOf(parts, (role) => {
        own.role = role;
      });
      return new ElectableProjector(seen, thread);
    },
  },
];
