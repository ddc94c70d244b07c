import { describe, expect, it } from '@jest/globals';
import { REPAIR_SCORES } from '../../testing/repair-scores.js';
import { DeviceManufactured } from '../events/index.js';
import { validateReportData } from '../validation/validate-report-data.js';

const BY_PART = ['disassemblyDepth', 'fasteners', 'tools'] as const;
type ByPart = (typeof BY_PART)[number];
type Parameter = ByPart | 'spareParts' | 'softwareUpdates' | 'repairInformation';

const validated = (repairabilityScores: object) =>
  validateReportData(DeviceManufactured, { manufacturedOn: '2026-01-10', repairabilityScores });
const failures = (scores: object) => {
  const result = validated(scores);
  return result.ok ? [] : result.failures;
};
const withPart = (parameter: ByPart, part: string, points: unknown) => ({
  ...REPAIR_SCORES,
  [parameter]: { ...REPAIR_SCORES[parameter], [part]: points },
});
const taken = (parameter: Parameter) =>
  [0, 1, 2, 2.5, 3, 4, 5, 6].filter((points) =>
    parameter === 'disassemblyDepth' || parameter === 'fasteners' || parameter === 'tools'
      ? validated(withPart(parameter, 'battery', points)).ok
      : validated({ ...REPAIR_SCORES, [parameter]: points }).ok,
  );

describe('scores of repairability', () => {
  it('are taken without a declared value', () => {
    expect(validated(REPAIR_SCORES)).toMatchObject({ ok: true, data: { repairabilityScores: REPAIR_SCORES } });
  });

  it.each<[Parameter, number[]]>([
    ['disassemblyDepth', [1, 2, 3, 4, 5]],
    ['fasteners', [1, 3, 5]],
    ['tools', [1, 2, 3, 4, 5]],
    ['spareParts', [1, 2, 3, 4, 5]],
    ['softwareUpdates', [1, 3, 5]],
    ['repairInformation', [1, 2, 3, 4, 5]],
  ])('of %s are what the regulation gives', (parameter, points) => {
    expect(taken(parameter)).toEqual(points);
  });

  it('are needed for every part, and the refusal says what a part scores that is not there', () => {
    const { microphone: _, ...tools } = REPAIR_SCORES.tools;
    expect(failures({ ...REPAIR_SCORES, tools })).toEqual([
      {
        pointer: '/data/repairabilityScores/tools/microphone',
        rule: 'required',
        detail: 'This field is needed.',
        hint: 'Score of the microphone: the lowest where it has several, 5 where it has none. One of: 1, 2, 3, 4, 5.',
      },
    ]);
  });

  it('are needed for all six parameters', () => {
    const { softwareUpdates: _, fasteners: __, ...rest } = REPAIR_SCORES;
    expect(failures(rest).map(({ pointer, rule }) => `${pointer} ${rule}`)).toEqual([
      '/data/repairabilityScores/fasteners required',
      '/data/repairabilityScores/softwareUpdates required',
    ]);
  });

  it('outside the range are refused with the values that there are', () => {
    expect(failures(withPart('fasteners', 'display', 4))).toMatchObject([
      { pointer: '/data/repairabilityScores/fasteners/display', rule: 'not-one-of', hint: 'One of: 1, 3, 5.' },
    ]);
  });

  it('of a part by another name are refused with the name that was meant', () => {
    expect(failures(withPart('tools', 'frontcam', 3))).toMatchObject([
      { pointer: '/data/repairabilityScores/tools/frontcam', rule: 'unknown-field', hint: expect.any(String) },
    ]);
    expect(failures(withPart('tools', 'foldingMecanism', 3))).toMatchObject([
      { hint: 'Did you mean `foldingMechanism`?' },
    ]);
  });

  it('of a folding mechanism are given for all three or for none', () => {
    const folding = (points: object) =>
      Object.fromEntries(BY_PART.map((parameter) => [parameter, { ...REPAIR_SCORES[parameter], ...points }]));
    expect(validated({ ...REPAIR_SCORES, ...folding({ foldingMechanism: 3 }) }).ok).toBe(true);
    expect(failures(withPart('fasteners', 'foldingMechanism', 3))).toMatchObject([
      { pointer: '/data/repairabilityScores/disassemblyDepth/foldingMechanism', rule: 'required' },
      { pointer: '/data/repairabilityScores/tools/foldingMechanism', rule: 'required', hint: expect.any(String) },
    ]);
  });
});
