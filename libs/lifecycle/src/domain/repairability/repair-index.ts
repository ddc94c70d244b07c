import { Rational } from '#kernel';
import { FOLDING_PART_WEIGHTS, PARAMETER_WEIGHTS, PART_WEIGHTS } from './part-weights.js';
import { type RepairClass, repairClass } from './repair-class.js';

export interface PartScores extends Readonly<Record<keyof typeof PART_WEIGHTS, number>> {
  /** Scored of devices that fold, and only of them. */
  readonly foldingMechanism?: number;
}

/** Whole points from 1 to 5. */
export interface RepairScores {
  disassemblyDepth: PartScores;
  fasteners: PartScores;
  tools: PartScores;
  spareParts: number;
  softwareUpdates: number;
  repairInformation: number;
}

export interface RepairIndex {
  disassemblyDepth: Rational;
  fasteners: Rational;
  tools: Rational;
  index: Rational;
  class: RepairClass;
}

const PERCENT = 100;

/** The repairability index of Delegated Regulation (EU) 2023/1669, Annex IV point 5: exact, from 1 to 5. */
export function repairIndex(scores: RepairScores): RepairIndex {
  const disassemblyDepth = overParts(scores.disassemblyDepth);
  const fasteners = overParts(scores.fasteners);
  const tools = overParts(scores.tools);
  const index = new Rational(
    weighted(PARAMETER_WEIGHTS, {
      disassemblyDepth,
      fasteners,
      tools,
      spareParts: scores.spareParts * PERCENT,
      softwareUpdates: scores.softwareUpdates * PERCENT,
      repairInformation: scores.repairInformation * PERCENT,
    }),
    PERCENT * PERCENT,
  );
  const points = (hundredths: number) => new Rational(hundredths, PERCENT);
  return {
    disassemblyDepth: points(disassemblyDepth),
    fasteners: points(fasteners),
    tools: points(tools),
    index,
    class: repairClass(index),
  };
}

/** In hundredths of a point. */
function overParts({ foldingMechanism, ...scores }: PartScores): number {
  return foldingMechanism === undefined
    ? weighted(PART_WEIGHTS, scores)
    : weighted(FOLDING_PART_WEIGHTS, { ...scores, foldingMechanism });
}

const weighted = <Name extends string>(
  percents: Readonly<Record<Name, number>>,
  scores: Readonly<Record<Name, number>>,
): number => (Object.keys(percents) as Name[]).reduce((sum, name) => sum + percents[name] * scores[name], 0);
