import type { JsonObject } from '#kernel';
import { PART_WEIGHTS, repairClass, repairIndex } from '#lifecycle/domain';
import type { Model } from './models.js';

/** Since then phones and slate tablets show their repairability: Delegated Regulation (EU) 2023/1669. */
const LABELLED_SINCE = '2025-06-20';
const LABELLED: readonly string[] = ['smartphone', 'tablet'];

const PARTS = Object.keys(PART_WEIGHTS) as (keyof typeof PART_WEIGHTS)[];

/** Scores that are invented, the same for all devices of a model, and what its maker declares by them. */
export function repairabilityOf({ number, category }: Model, manufacturedOn: string): JsonObject {
  if (manufacturedOn < LABELLED_SINCE || !LABELLED.includes(category)) return {};
  const pick = (points: readonly number[], salt: number) => points[(number * 7 + salt * 5) % points.length] ?? 1;
  const byPart = (points: readonly number[], salt: number) =>
    Object.fromEntries(PARTS.map((part, index) => [part, pick(points, salt + index)])) as Record<
      (typeof PARTS)[number],
      number
    >;
  const scores = {
    disassemblyDepth: byPart([2, 3, 4], 1),
    fasteners: byPart([3, 5], 2),
    tools: byPart([1, 3, 4], 3),
    spareParts: pick([2, 3, 4, 5], 4),
    softwareUpdates: pick([1, 3, 5], 5),
    repairInformation: pick([3, 4, 5], 6),
  };
  const index = repairIndex(scores).index.round(2);
  const declared = { value: index.valueOf(), class: repairClass(index), source: '(EU) 2023/1669' };
  return { repairability: declared, repairabilityScores: scores };
}
