import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, type RunningCirculog, startCirculog } from './circulog.js';
import { benchPartner, caughtUp, importAll } from './import.js';
import type { Measurement } from './measurement.js';
import { ndjsonOf } from './reports.js';

const DEVICES = 10_000;
const EVENTS_EACH = 6;

/** Projections from nothing over a log that is already there, in order and with a third of the events arriving late. */
export async function run(): Promise<Measurement[]> {
  const startUp = await startUpSeconds();
  const inOrder = await catchUpOver(
    startUp,
    ndjsonOf(0, DEVICES, () => EVENTS_EACH),
  );
  const late = await catchUpOver(startUp, lateArrivals());
  const figure = (name: string, value: number): Measurement => ({
    bench: 'projection',
    name,
    value,
    unit: 'events/s',
    aim: { at: 20_000, direction: 'at-least' },
    note: `start-up of ${startUp.toFixed(2)} s taken out`,
  });
  return [figure('rebuild, events in order', inOrder), figure('rebuild, a third of the events late', late)];
}

/** A server with nothing to project, until it says that it has caught up. */
async function startUpSeconds(): Promise<number> {
  const started = performance.now();
  const idle = await startCirculog();
  await caughtUp(idle);
  const seconds = (performance.now() - started) / 1000;
  await idle.stop();
  return seconds;
}

async function catchUpOver(startUp: number, pieces: Iterable<string>): Promise<number> {
  const folder = freshFolder();
  const intake = await startCirculog();
  try {
    await importAll(intake, await benchPartner(intake), pieces);
    await caughtUp(intake);
    for (const name of ['events.db', 'events.db-wal', 'ops.db', 'ops.db-wal']) {
      cpSync(join(intake.folder, name), join(folder, name));
    }
  } finally {
    await intake.stop();
  }
  const started = performance.now();
  const rebuilt: RunningCirculog = await startCirculog(folder);
  try {
    await caughtUp(rebuilt);
    return (DEVICES * (EVENTS_EACH + 1)) / ((performance.now() - started) / 1000 - startUp);
  } finally {
    await rebuilt.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same lines, but every third of them after all the others. */
function* lateArrivals(): Generator<string> {
  const held: string[] = [];
  for (const piece of ndjsonOf(0, DEVICES, () => EVENTS_EACH)) {
    const lines = piece.trimEnd().split('\n');
    held.push(...lines.filter((_, index) => index % 3 === 1));
    yield `${lines.filter((_, index) => index % 3 !== 1).join('\n')}\n`;
  }
  yield `${held.join('\n')}\n`;
}
