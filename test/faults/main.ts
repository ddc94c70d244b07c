import { parseArgs } from 'node:util';
import { runSegments } from './run-segments.js';

/** Light enough for FerretDB, which passes one command at a time and scans its collections. */
const REPORTS_PER_SECOND = 5;
const REPORTS_MAX = 1_500;
const KILLS_PER_SEGMENT = 100;

/**
 * `npm run faults -- --kills 1000 --seed 7 --record faults.ndjson`: prints each fault as it strikes, and the totals as
 * JSON at the end. With a record it goes on where it was ended.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    seed: { type: 'string' },
    'kills-per-segment': { type: 'string' },
    'reports-per-second': { type: 'string' },
    reports: { type: 'string' },
    record: { type: 'string' },
  },
});
// Not `once`: a library that re-raises a signal when nobody else listens would end the run without its verdict.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
const totals = await runSegments({
  signal: stop.signal,
  kills: Number(values.kills ?? 20),
  seed: Number(values.seed ?? Date.now() % 1_000_000),
  killsPerSegment: Number(values['kills-per-segment'] ?? KILLS_PER_SEGMENT),
  load: {
    reportsPerSecond: Number(values['reports-per-second'] ?? REPORTS_PER_SECOND),
    reportsMax: Number(values.reports ?? REPORTS_MAX),
  },
  ...(values.record === undefined ? {} : { record: values.record }),
  say: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(totals, null, 2)}\n`);
process.exit(totals.faults.length === 0 && totals.unjudged === 0 ? 0 : 1);
