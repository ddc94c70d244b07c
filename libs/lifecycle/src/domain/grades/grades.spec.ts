import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gradeCrosswalks } from '../editions/grade-crosswalks.js';
import { gradingScheme, gradingSchemes } from '../editions/grading-schemes.js';
import { GradeAssigned } from '../events/index.js';
import { validateReportData } from '../validation/validate-report-data.js';
import { compareGrades } from './compare-grades.js';
import { crossWalk } from './cross-walk.js';
import { canonicalGrade, type Grade } from './grade.js';

const seri = (functional: string, cosmetic: string): Grade => ({
  scheme: 'seri-rec',
  schemeVersion: '1.2',
  functional,
  cosmetic,
});
const ctia = (functional: string, cosmetic: string): Grade => ({
  scheme: 'ctia',
  schemeVersion: '1',
  functional,
  cosmetic,
});
const market = (code: string): Grade => ({ scheme: 'backmarket', schemeVersion: '1', code });
const house = (code: string): Grade => ({ scheme: 'house', schemeVersion: '1', code });

describe('grades compare within their scheme only', () => {
  it.each([
    [market('GOOD'), market('EXCELLENT'), 'better'],
    [market('premium'), market('Fair'), 'worse'],
    [market('very good'), market('VERY_GOOD'), 'same'],
    [seri('F5', 'C4'), seri('F5', 'C6'), 'better'],
    [seri('F5', 'C4'), seri('F4', 'C6'), 'incomparable'],
    [seri('F1', 'C4'), seri('F6', 'C4'), 'incomparable'],
    [seri('F5', 'C0'), seri('F5', 'C6'), 'incomparable'],
    [ctia('1', 'A'), ctia('0', 'A'), 'better'],
    [market('GOOD'), { ...market('EXCELLENT'), schemeVersion: '2' }, 'incomparable'],
    [market('GOOD'), house('A'), 'incomparable'],
    [house('A'), house('A'), 'same'],
    [house('A'), house('B'), 'incomparable'],
  ] as const)('%j against %j: %s', (first, second, expected) => {
    expect(compareGrades(first, second)).toBe(expected);
  });

  it('says the opposite when asked the other way round', () => {
    const any = fc.oneof(
      fc
        .constantFrom('F1', 'F3', 'F4', 'F5', 'F6')
        .chain((f) => fc.constantFrom('C0', 'C2', 'C5', 'C7').map((c) => seri(f, c))),
      fc.constantFrom('PREMIUM', 'GOOD', 'FAIR').map(market),
    );
    const opposite = { better: 'worse', worse: 'better', same: 'same', incomparable: 'incomparable' };
    fc.assert(fc.property(any, any, (a, b) => compareGrades(b, a) === opposite[compareGrades(a, b)]));
  });
});

describe('a cross-walk is declared or there is none', () => {
  it.each([
    [ctia('0', 'A'), 'F6', 'C7', 'C7', 'official'],
    [ctia('1', 'B'), 'F5', 'C6', 'C6', 'official'],
    [ctia('2', 'D'), 'F3', 'C6', 'C3', 'official'],
    [market('premium'), 'F6', 'C7', 'C7', 'proposed'],
    [market('EXCELLENT'), 'F5', 'C6', 'C6', 'proposed'],
    [market('GOOD'), 'F5', 'C5', 'C4', 'proposed'],
    [market('FAIR'), 'F5', 'C4', 'C3', 'proposed'],
    [market('STALLONE'), 'F3', 'C3', 'C2', 'proposed'],
  ] as const)('%j is %s, %s to %s (%s)', (grade, functional, best, worst, basis) => {
    expect(crossWalk(grade, 'seri-rec', '1.2')).toMatchObject({ functional, cosmetic: { best, worst }, basis });
  });

  it.each([[ctia('0', 'B')], [ctia('3', 'A')], [market('VERY_GOOD')], [house('A')], [seri('F5', 'C5')]])(
    '%j has none',
    (grade) => {
      expect(crossWalk(grade, 'seri-rec', '1.2')).toBeUndefined();
      expect(crossWalk(grade, 'backmarket', '1')).toBeUndefined();
    },
  );

  it('leads only from and to grades that the schemes have', () => {
    for (const { from, to } of gradeCrosswalks.content) {
      const [source, target] = [gradingScheme(from.scheme, from.version), gradingScheme(to.scheme, to.version)];
      if (from.code !== undefined) expect(source?.code?.bestFirst).toContain(from.code);
      if (from.functional !== undefined) expect(source?.functional?.bestFirst).toContain(from.functional);
      expect(target?.functional?.bestFirst).toContain(to.functional);
      expect(target?.cosmetic?.bestFirst).toEqual(expect.arrayContaining([...to.cosmetic]));
    }
  });
});

describe('a grade that is reported', () => {
  const reported = (grade: Grade) => validateReportData(GradeAssigned, { grade: { ...grade }, method: 'manual' });

  it('is kept in the spelling of its scheme', () => {
    expect(reported(market('very good'))).toMatchObject({ ok: true, data: { grade: market('VERY_GOOD') } });
    expect(canonicalGrade(house('as new'))).toEqual(house('as new'));
  });

  it('is refused if its scheme has no such grade, and taken if the scheme is a partner’s own', () => {
    expect(reported(market('EXELLENT'))).toMatchObject({
      failures: [
        { pointer: '/data/grade/code', rule: 'not-one-of', hint: expect.stringContaining('Did you mean EXCELLENT?') },
      ],
    });
    expect(reported({ ...market('GOOD'), cosmetic: 'A' })).toMatchObject({
      failures: [{ pointer: '/data/grade/cosmetic' }],
    });
    expect(reported(house('as new'))).toMatchObject({ ok: true });
  });

  it('has schemes with each code once', () => {
    for (const { code, functional, cosmetic } of gradingSchemes.content) {
      for (const axis of [code, functional, cosmetic]) {
        const codes = [...(axis?.bestFirst ?? []), ...(axis?.unordered ?? [])];
        expect(new Set(codes).size).toBe(codes.length);
      }
    }
  });
});
