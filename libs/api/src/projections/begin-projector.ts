import { Worker } from 'node:worker_threads';
import { builtEntry, type EventStore } from '#event-store';
import type { Clock, Configuration, Logger } from '#platform';
import { type ProjectorPlace, ProjectorThread } from '#projections';
import type { ReadStore } from '#read-store';

/** Journeys live for one batch: room for most of them, so that little of it is ever copied. */
const YOUNG_MEBIBYTES = 64;

interface Parts {
  events: EventStore;
  reads: ReadStore;
  configuration: Configuration;
  clock: Clock;
  logger: Logger;
}

/** The projector of this process, not started. */
export function projectorOf({ events, reads, configuration: { stores }, clock, logger }: Parts): ProjectorThread {
  const owner = `standalone-${process.pid}`;
  return new ProjectorThread({
    events,
    reads,
    clock,
    begin: (clockAhead) =>
      new Worker(builtEntry('./projector-thread.js', import.meta.url), {
        workerData: { events: stores.events, reads: stores.read, owner, clockAhead } satisfies ProjectorPlace,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEBIBYTES },
      }),
    onFailure: (projection, error) => logger.error({ projection, err: error }, 'a projection failed'),
    onDeath: (error, retryInMillis) => logger.error({ err: error, retryInMillis }, 'the projector died'),
  });
}
