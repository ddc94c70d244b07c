import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventLog } from '#event-store';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';
import { JourneyLoader } from './journey-loader.js';

const IMEI = 'imei:490154203237518';

let references = 0;
const seen = (more: object = {}) => ({
  device: IMEI,
  type: 'LockStateObserved',
  occurredAt: '2026-03-05T10:15:00Z',
  reference: `seen-${references++}`,
  data: { kind: 'sim', state: 'unlocked' },
  ...more,
});

describe('a journey and the position that it is told with', () => {
  let bench: RecorderBench;
  let deviceId: string;
  beforeEach(async () => {
    bench = await openBench();
    deviceId = bench.deviceOf((await bench.record('refurb', seen()))[0]) ?? '';
  });
  afterEach(() => bench.close());

  /** The log, with something recorded between the look at its end and the look at the device. */
  const overtaken = (report: () => object): EventLog =>
    new Proxy(bench.store, {
      get: (store, name) => {
        if (name !== 'readStreams') return Reflect.get(store, name).bind?.(store) ?? Reflect.get(store, name);
        return async (streams: readonly string[]) => {
          await bench.record('refurb', report());
          return store.readStreams(streams);
        };
      },
    });

  it('are of one moment: asked for again by that position it is the same', async () => {
    const loaded = await new JourneyLoader(overtaken(seen)).load(deviceId);
    const again = await bench.loader.load(deviceId, { knownAt: loaded?.position ?? '' });
    expect(loaded?.journey.entries).toHaveLength(2);
    expect(again).toEqual(loaded);
  });

  it('hold what was recorded just before', async () => {
    await bench.record('refurb', seen());
    const loaded = await bench.loader.load(deviceId);
    expect(loaded?.journey.entries).toHaveLength(3);
    expect(loaded?.position).toBe(await bench.store.head());
  });
});
