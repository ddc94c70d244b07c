import { type FaultResult, type FaultRun, runFaults } from './run-faults.js';
import { type Segment, SegmentRecord, seedOf } from './segment-record.js';
import { type Totals, totalsOf } from './totals.js';

/** In a row: a harness that cannot judge is looked at before it goes on for hours. */
const UNJUDGED_MAX = 3;

export interface SegmentedRun extends FaultRun {
  killsPerSegment: number;
  /** File that the verdicts are added to, and from which a run that was ended goes on. */
  record?: string;
}

/**
 * A long run as segments, each over servers of its own and judged in full at its end: collections stay small, and a run
 * that is ended early has a verdict on all but its last segment. Segments have seeds of their own, one after the other.
 */
export async function runSegments(
  { killsPerSegment, record: file, ...run }: SegmentedRun,
  runOne: (run: FaultRun) => Promise<FaultResult> = runFaults,
): Promise<Totals> {
  const { kills, seed, say, signal } = run;
  const record = await SegmentRecord.open(file, seed);
  say(`${kills} kills in segments of ${killsPerSegment}, each on fresh databases and judged in full; totals are added`);
  for (;;) {
    const totals = totalsOf(record.segments);
    const left = kills - totals.kills;
    if (left <= 0 || gaveUp(record.segments) || signal?.aborted === true) return totals;
    const number = record.segments.length;
    const prefix = `segment ${number} (seed ${seedOf(seed, number)}), ${totals.kills} kills before it`;
    const ended = await segmentOf(number, runOne, {
      ...run,
      kills: Math.min(left, killsPerSegment),
      seed: seedOf(seed, number),
      say: (line) => say(`${new Date().toISOString().slice(11, 19)} ${prefix}: ${line}`),
    });
    await record.add(ended);
    say(`${prefix}: ${verdictLine(ended)}`);
  }
}

const gaveUp = (segments: readonly Segment[]): boolean =>
  segments.length >= UNJUDGED_MAX && segments.slice(-UNJUDGED_MAX).every((segment) => 'failure' in segment);

async function segmentOf(
  segment: number,
  runOne: (run: FaultRun) => Promise<FaultResult>,
  run: FaultRun,
): Promise<Segment> {
  try {
    return { segment, seed: run.seed, result: await runOne(run) };
  } catch (error) {
    return {
      segment,
      seed: run.seed,
      failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

const verdictLine = (segment: Segment): string =>
  'failure' in segment
    ? `NO VERDICT: ${segment.failure}`
    : `${segment.result.kills} kills, ${segment.result.acknowledged} acknowledged, ${segment.result.faults.length} faults`;
