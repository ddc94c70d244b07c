import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ROLES } from '#kernel';
import { SAMPLES, sampleOf } from '../testing/samples.js';
import { declarationOf, declarations } from './registry.js';
import { fieldsAt } from './validation/fields.js';
import { validateReportData } from './validation/validate-report-data.js';

describe.each(declarations.map((declaration) => [declaration.type, declaration] as const))(
  '%s',
  (type, declaration) => {
    it('takes its sample as it stands, or in the canonical spelling', () => {
      const { valid } = sampleOf(type);
      const first = validateReportData(declaration, valid);
      expect(first).toMatchObject({ ok: true });
      const again = first.ok && validateReportData(declaration, first.data);
      expect(again).toEqual(first);
      expect(first.ok && Object.keys(first.data).sort()).toEqual(Object.keys(valid).sort());
    });

    it('says where and why it refuses what is wrong, all of it at once', () => {
      const { invalid, failures } = sampleOf(type);
      const result = validateReportData(declaration, invalid);
      expect(result.ok ? [] : result.failures.map(({ pointer, rule }) => `${pointer} ${rule}`).sort()).toEqual(
        [...failures].sort(),
      );
    });

    it('takes the fields of every event and no others', () => {
      const { valid } = sampleOf(type);
      const everywhere = { at: '2026-03-04', massSource: 'declared', extensions: { own: 1 } };
      expect(validateReportData(declaration, { ...valid, ...everywhere })).toMatchObject({ ok: true });
      expect(validateReportData(declaration, { ...valid, colour: 'red' })).toMatchObject({
        failures: [{ pointer: '/data/colour', rule: 'unknown-field' }],
      });
    });

    it('is documented: a summary, a schema for readers, tiers and times of fields that it has', () => {
      const fields = fieldsAt(declaration.data, []);
      expect(declaration.summary).toMatch(/^[A-Z].*\.$/);
      const { properties = {} } = z.toJSONSchema(declaration.data, { io: 'input' });
      expect(Object.keys(properties)).toEqual(fields);
      expect(Object.entries(properties).filter(([, field]) => !isDescribed(field))).toEqual([]);
      if (declaration.repeatsTime !== undefined) expect(fields).toContain(declaration.repeatsTime);
    });

    it('names who may report it', () => {
      const { emitters } = declaration;
      if (emitters !== 'any') {
        expect(emitters.length).toBeGreaterThan(0);
        expect(ROLES).toEqual(expect.arrayContaining([...emitters]));
      }
    });

    it('has a step and a stored sample for every older version', () => {
      const steps = Object.keys(declaration.upcast ?? {}).map(Number);
      expect(steps).toEqual(Array.from({ length: declaration.version - 1 }, (_, at) => at + 1));
    });
  },
);

describe('samples', () => {
  it('belong to declared types', () => {
    expect(Object.keys(SAMPLES).filter((type) => declarationOf(type) === undefined)).toEqual([]);
  });
});

const isDescribed = (field: z.core.JSONSchema._JSONSchema): boolean =>
  typeof field === 'object' && field.description !== undefined && field.description !== '';
