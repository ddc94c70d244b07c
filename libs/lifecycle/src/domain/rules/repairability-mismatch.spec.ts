import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import { given, manufactured } from '../../testing/journeys.js';
import { REPAIR_SCORES } from '../../testing/repair-scores.js';

const EU = '(EU) 2023/1669';
const made = (repairability: JsonObject, more: JsonObject = { repairabilityScores: REPAIR_SCORES }) =>
  manufactured('2026-01-10 08:00', { repairability, ...more });
const plain = { anomalies: [] };
const odd = { anomalies: ['repairability-mismatch'] };

describe('a declaration of repairability beside the scores of the same device', () => {
  it('is plain where the scores give it, as it is or rounded to two decimals', () => {
    for (const value of [3.7975, 3.8]) given(made({ value, class: 'B', source: EU })).then(plain);
    given(made({ value: 3.7975, source: EU })).then(plain);
  });

  it('may take the class from the index as it is or as it is rounded', () => {
    const scores = { ...REPAIR_SCORES, spareParts: 1 }; // 3.3475
    const declared = (letter: string) =>
      made({ value: 3.35, class: letter, source: EU }, { repairabilityScores: scores });
    for (const letter of ['B', 'C']) given(declared(letter)).then(plain);
    given(declared('A')).then(odd);
  });

  it('is odd where they give another value or class', () => {
    given(made({ value: 3.79, class: 'B', source: EU })).then(odd);
    given(made({ value: 3.7975, class: 'A', source: EU })).then(odd);
    given(made({ value: 4.1, source: EU })).then(odd);
  });

  it('is told with both, as information, and stands as declared', () => {
    const declared = { value: 4.1, class: 'A', source: EU };
    const { anomalies, declaredManufacture } = given(made(declared)).journey;
    expect(anomalies).toMatchObject([
      {
        severity: 'information',
        explanation: expect.stringContaining('4.1, class A; its scores give 3.7975, class B'),
      },
    ]);
    expect(declaredManufacture?.repairability).toEqual(declared);
  });

  it('is compared only under the rule that the scores are of', () =>
    given(made({ value: 8.2, source: 'indice de réparabilité' })).then(plain));

  it('is as good without scores, and scores are without a declaration', () => {
    given(made({ value: 4.1, class: 'A', source: EU }, {})).then(plain);
    given(manufactured('2026-01-10 08:00', { repairabilityScores: REPAIR_SCORES })).then(plain);
  });

  it('is plain again once either is corrected', () => {
    const wrong = made({ value: 4.1, class: 'A', source: EU });
    const mended = manufactured(
      '2026-01-10 08:00',
      { repairability: { value: 3.8, class: 'B', source: EU }, repairabilityScores: REPAIR_SCORES },
      { corrects: wrong },
    );
    given(wrong, mended).then(plain);
  });
});
