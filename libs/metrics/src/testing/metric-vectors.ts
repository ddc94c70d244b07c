import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Ratio {
  in: Record<string, number>;
  out: number;
}

interface Vectors {
  mci: Record<string, { in: Record<string, number>; out: Record<string, number> }>;
  eu_2023_1669: {
    weights: Record<string, number>;
    dd: Record<string, number>;
    fasteners: Record<string, number>;
    tools: Record<string, number>;
  } & Record<'SSP' | 'SSU' | 'SRI' | 'SDD' | 'SF' | 'ST' | 'R', number> & { cls: string };
  eu_2023_1669_bounds: Record<string, string>;
  avoided_examples: Record<string, number>;
  kpi: Record<string, Ratio> & {
    grade_distribution: { in: Record<string, number>; out: Record<string, number> };
    turnaround_hours: { in: number[]; out: { p50: number; p90: number } };
  };
  weee: Record<string, number> & { pom: [number, number, number] };
  weibull: { shape: number; scale: number; POM: number; weee_by_age: number[] };
  iso59020: Record<string, Ratio>;
  gri306: { energy_recovery_as_disposal: Ratio; weee_recovery_same_events: { out: number } };
}

/** Worked examples; the note in the file says where they are from. */
export const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'metric-vectors.json'), 'utf8')) as Vectors;
