import { z } from 'zod';

const oneToFive = z.literal([1, 2, 3, 4, 5]);
const oneThreeFive = z.literal([1, 3, 5]);

const scoredParts = <Score extends z.ZodType>(score: Score) => {
  const of = (part: string) =>
    score.describe(`Score of the ${part}: the lowest where it has several, 5 where it has none`);
  return z.strictObject({
    battery: of('battery'),
    display: of('display assembly'),
    backCover: of('back cover or its assembly'),
    frontCamera: of('front camera assembly'),
    rearCamera: of('rear camera assembly'),
    chargingPort: of('external charging port'),
    button: of('mechanical button'),
    microphone: of('microphone'),
    speaker: of('speaker'),
    foldingMechanism: score
      .describe('Score of the hinge or mechanism that folds the display; absent where it does not fold')
      .exactOptional(),
  });
};

const BY_PART = ['disassemblyDepth', 'fasteners', 'tools'] as const;

/**
 * Scores by which Delegated Regulation (EU) 2023/1669, Annex IV point 5, makes the repairability index of a smartphone
 * or slate tablet: whole points from 1 to 5, of fasteners and updates only those that it names.
 */
export const repairabilityScores = z
  .strictObject({
    disassemblyDepth: scoredParts(oneToFive).describe('By steps: up to 2 score 5, to 5 4, to 10 3, to 15 2, more 1'),
    fasteners: scoredParts(oneThreeFive).describe('Reusable 5, resupplied 3, removable 1'),
    tools: scoredParts(oneToFive).describe(
      'None 5, basic 4, supplied with the spare part 3, with the product 2, commercially available 1',
    ),
    spareParts: oneToFive.describe('Availability of spare parts'),
    softwareUpdates: oneThreeFive.describe('Operating system updates for 7 years 5, 6 years 3, 5 years 1'),
    repairInformation: oneToFive.describe('Availability of repair information'),
  })
  .superRefine((scores, context) => {
    if (BY_PART.every((parameter) => scores[parameter].foldingMechanism === undefined)) return;
    for (const parameter of BY_PART) {
      if (scores[parameter].foldingMechanism !== undefined) continue;
      context.addIssue({
        code: 'custom',
        path: [parameter, 'foldingMechanism'],
        message: 'A device that folds has its folding mechanism scored for each of the three.',
        params: { rule: 'required', hint: 'Score it here as well, or leave it out everywhere.' },
      });
    }
  })
  .describe('Scores under (EU) 2023/1669, Annex IV point 5, that its repairability index follows from');
