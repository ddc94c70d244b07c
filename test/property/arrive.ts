import { expect } from '@jest/globals';
import { type Delivery, deliveries, type FailureName } from '#fleet';
import { arrivalOrder, batches, withSecondThoughts } from './arrivals.js';
import { comparable } from './comparable.js';
import { measured } from './measured.js';
import { type Place, World } from './world.js';

const UNTIL = '2026-05-31';
const DAY = 86_400_000;

/** Three devices, honest but for one failure case that befalls most of them. */
export const historyOf = (failure: FailureName, seed: number): Delivery[] => {
  const failures = { [failure]: 0.7 };
  return withSecondThoughts([...deliveries({ seed: `arrival-${failure}`, devices: 3, until: UNTIL, failures })], seed);
};

/** Sends everything in one order of arrival; on the way the day changes and, if asked, the process restarts. */
export async function arrive(
  told: readonly Delivery[],
  seed: number,
  restarts: boolean,
  place: Place = 'here',
): Promise<World> {
  let now = Date.parse(`${UNTIL}T22:00:00Z`) + DAY;
  const clock = { now: () => now };
  let world = await World.open(clock, place);
  const cut = batches(arrivalOrder(told, seed), seed);
  for (const [index, batch] of cut.entries()) {
    await world.record(batch);
    if (index === Math.floor(cut.length / 2)) {
      now += DAY;
      if (restarts) world = await world.restart();
    }
  }
  await mergeWhatIsProposed(world);
  await world.caughtUp();
  return world;
}

/** Findings propose which devices are one; an operator agrees, until none is proposed any more. */
async function mergeWhatIsProposed(world: World): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    const journeys = await world.journeys();
    const proposal = journeys.flatMap(({ deviceId, identifiers }) =>
      identifiers.map(({ identifier }) => ({ deviceId, identifier })),
    );
    const conflict = journeys.find(({ anomalies }) => anomalies.some(({ rule }) => rule === 'identity-conflict'));
    if (conflict === undefined) return;
    const named = new Set(
      conflict.entries
        .filter(({ anomalies }) =>
          anomalies.some((id) => conflict.anomalies.some((one) => one.id === id && one.rule === 'identity-conflict')),
        )
        .flatMap(({ event }) => event.metadata.addressedBy),
    );
    const other = proposal.find(({ deviceId, identifier }) => deviceId !== conflict.deviceId && named.has(identifier));
    if (other === undefined) return;
    await world.decide({
      device: `device:${other.deviceId}`,
      type: 'DevicesMerged',
      occurredAt: '2026-06-01T12:00:00Z',
      reference: `merge-${round}`,
      data: { survivorId: conflict.deviceId, absorbedId: other.deviceId },
    });
  }
}

/** Two worlds agree on journeys and measures, and each with its own rebuild. */
export async function expectSame(first: World, second: World): Promise<void> {
  const [one, two] = [await first.journeys(), await second.journeys()];
  expect(comparable(two)).toEqual(comparable(one));
  const now = Date.parse('2027-12-31');
  const rows = await measured(first.measures(), one, now);
  expect(rows.length).toBeGreaterThan(3);
  expect(await measured(second.measures(), two, now)).toEqual(rows);
  await second.rebuild();
  expect(await measured(second.measures(), two, now)).toEqual(rows);
}

export async function both(first: World, second: World, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await first.close();
    await second.close();
  }
}
