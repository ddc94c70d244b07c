import { parentPort, workerData } from 'node:worker_threads';
import type { ProjectorPlace } from '../thread/messages.js';
import { serveProjector } from '../thread/serve-projector.js';
import { TinyJourneys, tallyProjection } from './tiny-journeys.js';

/** Entry of a projector's thread that keeps the tally. `failing`: one that cannot start; `hoarding`: that fills its heap. */
const {
  failing = false,
  hoarding = false,
  ...place
} = workerData as ProjectorPlace & { failing?: boolean; hoarding?: boolean };
if (parentPort !== null) {
  await serveProjector(parentPort, place, {
    projections: [tallyProjection()],
    rulesVersion: '1',
    journeys: (log) => {
      if (failing) throw new RangeError('Nothing can be loaded here.');
      return hoarding ? { loadMany: fillHeap } : new TinyJourneys(log);
    },
  });
}

function fillHeap(): never {
  const hoard: object[] = [];
  for (;;) hoard.push({ kept: hoard.length });
}
