import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadStore, type ReadStore } from '#read-store';
import type { Projection } from '../domain/index.js';
import { MeasureReader } from '../reading/measure-reader.js';
import { Projected } from '../reading/projected.js';
import { ProjectionRunner, type ProjectionRunnerOptions } from '../runner/projection-runner.js';
import { MemoryLog } from './memory-log.js';
import { TinyJourneys, tallyProjection } from './tiny-journeys.js';

/** A log in memory, a read store in a file, and runners over them. */
export interface World {
  log: MemoryLog;
  reads: ReadStore;
  journeys: TinyJourneys;
  projected: Projected;
  measures: MeasureReader;
  /** A runner like one of a new process, not started. */
  runner(options?: Partial<ProjectionRunnerOptions>): ProjectionRunner;
  /** Runs one until the log's end, and stops it. */
  catchUp(options?: Partial<ProjectionRunnerOptions>): Promise<void>;
  close(): Promise<void>;
}

export async function world(projections: readonly Projection[] = [tallyProjection()]): Promise<World> {
  const log = new MemoryLog();
  const reads = await openReadStore(`sqlite:${join(mkdtempSync(join(tmpdir(), 'projections-')), 'read.sqlite')}`);
  const journeys = new TinyJourneys(log);
  const runner = (options: Partial<ProjectionRunnerOptions> = {}) =>
    new ProjectionRunner({
      events: log,
      reads,
      journeys,
      projections,
      rulesVersion: '1',
      changeDays: 36_500,
      ...options,
    });
  return {
    log,
    reads,
    journeys,
    projected: new Projected(reads, log),
    measures: new MeasureReader(reads, projections),
    runner,
    catchUp: async (options) => {
      const one = runner(options);
      await one.start();
      const head = await log.head();
      if (head !== null) await one.caughtUp(head);
      await one.stop();
    },
    close: () => reads.close(),
  };
}
