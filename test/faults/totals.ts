import type { Segment } from './segment-record.js';

export interface Totals {
  /** With a verdict; each ran on databases, a log and a topic of its own. */
  segments: number;
  /** Segments that ended without one: their kills are not counted. */
  unjudged: number;
  seeds: number[];
  struck: number;
  kills: number;
  acknowledged: number;
  repeated: number;
  events: number;
  published: number;
  logLines: number;
  faults: string[];
}

const SUMMED = ['struck', 'kills', 'acknowledged', 'repeated', 'events', 'published', 'logLines'] as const;

/** What all segments came to, added up; each fault with the seed that shows it again. */
export function totalsOf(segments: readonly Segment[]): Totals {
  const results = segments.flatMap((segment) => ('result' in segment ? [segment.result] : []));
  const sums = SUMMED.map((name) => [name, results.reduce((sum, result) => sum + result[name], 0)] as const);
  return {
    segments: results.length,
    unjudged: segments.length - results.length,
    seeds: segments.map(({ seed }) => seed),
    ...(Object.fromEntries(sums) as Record<(typeof SUMMED)[number], number>),
    faults: results.flatMap(({ seed, faults }) => faults.map((fault) => `seed ${seed}: ${fault}`)),
  };
}
