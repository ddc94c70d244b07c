/** One figure of a run, against its reference of the same run. */
export interface Measurement {
  bench: string;
  name: string;
  value: number;
  unit: string;
  reference?: { name: string; value: number };
  /** `value / reference`, or the reverse where less is better. */
  ratio?: number;
  /** What was aimed at, for the ratio or, without a reference, for the value. */
  aim?: { at: number; least?: number; direction: 'at-least' | 'at-most' };
  note?: string;
}

export const met = ({ aim, ratio, value }: Measurement): boolean | undefined => {
  if (aim === undefined) return undefined;
  const figure = ratio ?? value;
  return aim.direction === 'at-least' ? figure >= aim.at : figure <= aim.at;
};

export const median = (figures: readonly number[]): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

export const percentile = (figures: readonly number[], share: number): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};
