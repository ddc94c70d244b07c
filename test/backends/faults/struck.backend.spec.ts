import { expect, it } from '@jest/globals';
import { runFaults } from '../../faults/run-faults.js';

const KILLS = Number(process.env.CIRCULOG_TEST_KILLS ?? 4);
const SEED = Number(process.env.CIRCULOG_TEST_SEED ?? 1);
/** A run starts a dozen processes anew, most of its time. */
const MILLIS_PER_KILL = 60_000;
const MILLIS_BESIDE = 300_000;
/** Heavier than a long run's. */
const LOAD = { reportsPerSecond: 40, reportsMax: 3_000 };
/** Of warnings and errors, for each fault that struck. */
const LINES_PER_FAULT = 12;

it(
  'loses nothing that it acknowledged, and counts and publishes nothing twice, whatever is killed, cut or delayed',
  async () => {
    const told: string[] = [];
    const result = await runFaults({ kills: KILLS, seed: SEED, load: LOAD, say: (line) => told.push(line) });
    expect({ faults: result.faults, told: result.faults.length > 0 ? told : [] }).toEqual({ faults: [], told: [] });
    expect(result.acknowledged).toBeGreaterThan(50);
    expect(result.published).toBeGreaterThanOrEqual(result.acknowledged);
    expect(result.logLines).toBeLessThanOrEqual(result.struck * LINES_PER_FAULT);
  },
  KILLS * MILLIS_PER_KILL + MILLIS_BESIDE,
);
