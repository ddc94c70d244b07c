import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import { type RepairScores, repairClass, repairIndex } from '#lifecycle/domain';
import { MODELS } from './models.js';
import { repairabilityOf } from './repairability.js';

const labelled = MODELS.filter(({ category }) => category === 'smartphone' || category === 'tablet');
const ofModels = labelled.map((model) => repairabilityOf(model, '2026-01-10'));

describe('what makers of a fleet say of repairability', () => {
  it('is what their scores give, in several classes', () => {
    for (const { repairability, repairabilityScores } of ofModels) {
      const index = repairIndex(repairabilityScores as unknown as RepairScores).index.round(2);
      expect(repairability).toMatchObject({ value: index.valueOf(), class: repairClass(index) });
    }
    expect(new Set(ofModels.map(({ repairability }) => (repairability as JsonObject).class)).size).toBeGreaterThan(1);
  });

  it('is nothing of other kinds of devices, and of what was made before it was asked for', () => {
    for (const model of MODELS) {
      expect(repairabilityOf(model, '2025-06-19')).toEqual({});
      if (!labelled.includes(model)) expect(repairabilityOf(model, '2026-01-10')).toEqual({});
    }
  });
});
