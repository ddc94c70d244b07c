import { setTimeout } from 'node:timers/promises';
import type { EventLog, Position } from '#event-store';
import { DEVICES } from '#lifecycle';
import { LinkIndex, type Projected } from '#projections';
import type { ReadStore } from '#read-store';
import type { LinkedDevices } from './journey-steps.js';

const LOOK_AGAIN_MILLIS = 50;
const WAIT_MILLIS_MAX = 5_000;

/**
 * From the index that projections keep, once they have come so far: it then holds every link made before. Throws when
 * they have not in time; whoever reads the feed tries again.
 */
export function linkedDevices(
  reads: ReadStore,
  projected: Pick<Projected, 'currency'>,
  log: Pick<EventLog, 'compare' | 'epoch'>,
): LinkedDevices {
  const index = new LinkIndex(reads);
  return async (streams, until) => {
    for (const end = performance.now() + WAIT_MILLIS_MAX; !(await reached(projected, log, until)); ) {
      if (performance.now() > end) throw new Error('The projections have not come as far as the log yet.');
      await setTimeout(LOOK_AGAIN_MILLIS);
    }
    return index.devicesOf(streams);
  };
}

async function reached(
  projected: Pick<Projected, 'currency'>,
  log: Pick<EventLog, 'compare' | 'epoch'>,
  position: Position,
): Promise<boolean> {
  const { asOfPosition } = await projected.currency(DEVICES.projection);
  return asOfPosition?.startsWith(`${log.epoch}:`) === true && log.compare(asOfPosition, position) >= 0;
}
