import { setTimeout as pause } from 'node:timers/promises';
import type { Terminal } from '../console/terminal.js';
import type { ApiClient } from './api-client.js';
import { projectionsOf } from './projections.js';

const PATIENCE_MILLIS = 60_000;
const LOOK_MILLIS = 50;

/**
 * Waits until everything in the log can be read: in a folder that was just restored or moved nothing can at first, and
 * an answer would be that there is nothing. Says so where it takes too long.
 */
export async function caughtUp(client: ApiClient, terminal: Terminal, patienceMillis = PATIENCE_MILLIS): Promise<void> {
  const end = performance.now() + patienceMillis;
  for (;;) {
    const live = (await projectionsOf(client)).filter(({ state }) => state === 'live');
    const behind = Math.max(0, ...live.map(({ lag }) => lag.events));
    if (live.length > 0 && behind === 0) return;
    if (performance.now() > end) {
      terminal.note(`Not all can be read yet: ${behind} events are still to be counted. Ask again later.`);
      return;
    }
    await pause(LOOK_MILLIS);
  }
}
