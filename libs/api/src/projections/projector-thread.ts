import { parentPort, workerData } from 'node:worker_threads';
import { JourneyLoader } from '#lifecycle/projections';
import { type ProjectorPlace, serveProjector } from '#projections';
import { PROJECTIONS } from './projections.js';

if (parentPort !== null) {
  await serveProjector(parentPort, workerData as ProjectorPlace, {
    projections: PROJECTIONS,
    journeys: (log) => new JourneyLoader(log),
  });
}
