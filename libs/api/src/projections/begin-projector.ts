import { Worker } from 'node:worker_threads';
import { builtEntry, type EventStore } from '#event-store';
import { leaseOwner } from '#ops-store';
import { type Clock, type Configuration, isEmbedded, type Logger } from '#platform';
import { type ProjectorPlace, type ProjectorRole, ProjectorThread } from '#projections';
import type { ReadStore } from '#read-store';

/**
 * Heap of the projector's thread where the command line sets none (docs/adr/0016): several times what a batch and the
 * caches take. Beyond it the thread ends, and another goes on from the checkpoints.
 */
const HEAP_MEBIBYTES = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 512 };

export interface ProjectorParts {
  events: EventStore;
  reads: ReadStore;
  configuration: Configuration;
  clock: Clock;
  logger: Logger;
}

/** Several processes may project into a read store that is a server; into files, the one that owns them. */
export const isElected = ({ stores }: Configuration): boolean => !isEmbedded(stores.read);

/** The projector of this process, not started. */
export function projectorOf(
  { events, reads, configuration, clock, logger }: ProjectorParts,
  onRole: (role: ProjectorRole) => void = () => undefined,
): ProjectorThread {
  const { stores, limits } = configuration;
  const owner = leaseOwner();
  const lease = { ops: stores.ops, millis: limits.leaseSeconds * 1_000 };
  const place = {
    events: stores.events,
    reads: stores.read,
    owner,
    changeDays: limits.changeDays,
    ...(isElected(configuration) ? { lease } : {}),
  };
  return new ProjectorThread({
    events,
    reads,
    clock,
    begin: (clockAhead) =>
      new Worker(builtEntry('./projector-thread.js', import.meta.url), {
        workerData: { ...place, clockAhead } satisfies ProjectorPlace,
        resourceLimits: HEAP_MEBIBYTES,
      }),
    onFailure: (projection, error) => logger.error({ projection, err: error }, 'a projection failed'),
    onDeath: (error, retryInMillis) => logger.error({ err: error, retryInMillis }, 'the projector died'),
    onTrouble: (error) => logger.error({ err: error }, 'the projector cannot begin, or not keep its lease'),
    onRole: (role) => {
      onRole(role);
      logger.info({ owner, role }, role === 'active' ? 'this projector works' : 'this projector stands by');
    },
  });
}
