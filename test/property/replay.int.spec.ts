import { describe, expect, it } from '@jest/globals';
import { type LoggedEvent, openLogExport } from '#event-store';
import { FAILURE_NAMES } from '#fleet';
import { type JourneyCut, JourneyLoader } from '#lifecycle';
import { foldJourney } from '#lifecycle/domain';
import { verifyLog } from '#verification';
import { luck } from './arrivals.js';
import { arrive, historyOf } from './arrive.js';
import { tellSecondViews } from './second-views.js';
import type { World } from './world.js';

const MOMENTS = 12;
const DEVICE = 'device-';

interface Moment {
  cut: JourneyCut;
  /** All that the log held then, whatever it is about. */
  known: readonly LoggedEvent[];
}

/** Moments by position and by time, with and without a day on which things are looked at. */
function momentsOf(log: readonly LoggedEvent[], seed: number): Moment[] {
  const draw = luck(seed);
  const any = () => log[draw(log.length)] as LoggedEvent;
  return Array.from({ length: MOMENTS }, (_, index) => {
    const { position, event } = any();
    const byTime = index % 3 === 0;
    const until = byTime
      ? log.findLastIndex((one) => one.event.recordedAt <= event.recordedAt)
      : log.findIndex((one) => one.position === position);
    return {
      cut: {
        knownAt: byTime ? event.recordedAt : position,
        ...(index % 2 === 0 && { asOf: any().event.metadata.instant }),
      },
      known: log.slice(0, until + 1),
    };
  });
}

const devicesIn = (log: readonly LoggedEvent[]): string[] => {
  const streams = new Set(log.map(({ event }) => event.stream).filter((stream) => stream.startsWith(DEVICE)));
  return [...streams].map((stream) => stream.slice(DEVICE.length));
};

/** By hand: the fold is given the whole log up to a moment. What has no say in a journey must not be heard there. */
async function expectReplayed(world: World, seed: number): Promise<number> {
  const loader = new JourneyLoader(world.events);
  const log = await world.events.readAll(null, 100_000);
  let compared = 0;
  for (const { cut, known } of momentsOf(log, seed)) {
    const events = known.map(({ event }) => event);
    for (const deviceId of devicesIn(log)) {
      const { journey, position } = (await loader.load(deviceId, cut)) ?? {};
      const byHand = foldJourney({ deviceId, events, ...(cut.asOf !== undefined && { asOf: cut.asOf }) });
      if (journey === undefined) expect(byHand.entries).toEqual([]);
      else expect({ journey, position }).toEqual({ journey: byHand, position: known.at(-1)?.position });
      if (byHand.entries.length > 0) compared += 1;
    }
  }
  return compared;
}

async function expectVerified(url: string): Promise<void> {
  const log = await openLogExport(url);
  const { storeFaults, chainFaults, claimFaults } = await verifyLog(log, () => undefined);
  await log.close();
  expect({ storeFaults, chainFaults, claimFaults }).toEqual({ storeFaults: [], chainFaults: [], claimFaults: [] });
}

describe('a log of late, corrected, merged and parted reports', () => {
  it.each(FAILURE_NAMES)('gives every journey as it was known at any moment, and verifies (%s)', async (failure) => {
    const seed = FAILURE_NAMES.indexOf(failure) + 1;
    let world = await arrive(historyOf(failure, seed), seed * 101, true);
    try {
      await tellSecondViews(world, seed, seed);
      expect(await expectReplayed(world, seed)).toBeGreaterThan(MOMENTS);
      world = await world.restart(expectVerified);
    } finally {
      await world.close();
    }
  });
});
