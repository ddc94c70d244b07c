import { Rational } from '#kernel';

/** Parts of a phone or slate tablet and their weights: Delegated Regulation (EU) 2023/1669, Annex IV point 5. */
export const PART_WEIGHTS = {
  battery: '0.3',
  display: '0.3',
  backCover: '0.1',
  frontCamera: '0.05',
  rearCamera: '0.05',
  chargingPort: '0.05',
  button: '0.05',
  microphone: '0.05',
  speaker: '0.05',
} as const;
export type Part = keyof typeof PART_WEIGHTS;
export type PartScores = Readonly<Record<Part, number>>;

/** Scores from 1 to 5. */
export interface RepairScores {
  disassemblyDepth: PartScores;
  fasteners: PartScores;
  tools: PartScores;
  spareParts: number;
  softwareUpdates: number;
  repairInformation: number;
}

export interface Repairability {
  disassemblyDepth: Rational;
  fasteners: Rational;
  tools: Rational;
  index: Rational;
  class: RepairClass;
}

export type RepairClass = 'A' | 'B' | 'C' | 'D' | 'E';

const BOUNDS: readonly (readonly [RepairClass, string])[] = [
  ['A', '4'],
  ['B', '3.35'],
  ['C', '2.55'],
  ['D', '1.75'],
];

export function repairability(scores: RepairScores): Repairability {
  const disassemblyDepth = weighted(scores.disassemblyDepth);
  const fasteners = weighted(scores.fasteners);
  const tools = weighted(scores.tools);
  const rest = [scores.spareParts, scores.softwareUpdates, scores.repairInformation].map(
    (score) => new Rational(score),
  );
  const others = [fasteners, tools, ...rest].reduce((sum, score) => sum.add(score), new Rational(0));
  const index = disassemblyDepth.mul('0.25').add(others.mul('0.15'));
  return { disassemblyDepth, fasteners, tools, index, class: repairClass(index) };
}

export const repairClass = (index: Rational): RepairClass => BOUNDS.find(([, from]) => index.gte(from))?.[0] ?? 'E';

const weighted = (scores: PartScores): Rational =>
  Object.entries(PART_WEIGHTS).reduce(
    (sum, [part, weight]) => sum.add(new Rational(weight).mul(scores[part as Part])),
    new Rational(0),
  );
