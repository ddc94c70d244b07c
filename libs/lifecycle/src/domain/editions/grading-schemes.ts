import { edition } from './edition.js';

/** The grades of one scheme, each axis from best to worst. `unordered` codes exist but are neither better nor worse. */
export interface GradingScheme {
  scheme: string;
  version: string;
  title: string;
  code?: GradeAxis;
  functional?: GradeAxis;
  cosmetic?: GradeAxis;
}

export interface GradeAxis {
  bestFirst: readonly string[];
  unordered?: readonly string[];
}

const SCHEMES: readonly GradingScheme[] = [
  {
    scheme: 'seri-rec',
    version: '1.2',
    title: 'SERI R2v3 equipment categorisation: function and cosmetics, independent of each other',
    functional: { bestFirst: ['F6', 'F5', 'F4', 'F3'], unordered: ['F1', 'F2'] },
    cosmetic: { bestFirst: ['C9', 'C8', 'C7', 'C6', 'C5', 'C4', 'C3', 'C2', 'C1'], unordered: ['C0'] },
  },
  {
    scheme: 'ctia',
    version: '1',
    title: 'CTIA wireless device grading: function 0 to 9, cosmetics A to E',
    functional: { bestFirst: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
    cosmetic: { bestFirst: ['A', 'B', 'C', 'D', 'E'] },
  },
  {
    scheme: 'backmarket',
    version: '1',
    title: 'Back Market listing grades: appearance, at one technical condition',
    code: { bestFirst: ['PREMIUM', 'EXCELLENT', 'VERY_GOOD', 'GOOD', 'FAIR', 'STALLONE'] },
  },
  {
    scheme: 'backmarket-buyback',
    version: '1',
    title: 'Back Market trade-in grades',
    code: { bestFirst: ['DIAMOND', 'PLATINUM', 'GOLD', 'SILVER', 'BRONZE', 'STALLONE'] },
  },
];

export const gradingSchemes = edition('grading-schemes@1', SCHEMES);

/** A scheme that the edition lacks is a partner's own: its codes are taken as they are, and never compared. */
export const gradingScheme = (scheme: string, version: string): GradingScheme | undefined =>
  SCHEMES.find((known) => known.scheme === scheme && known.version === version);
