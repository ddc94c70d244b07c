import { describe, expect, it } from '@jest/globals';
import { CATEGORIES } from '../values/category.js';
import { categories, categoryFacts } from './categories.js';
import { edition } from './edition.js';
import { editions } from './index.js';

/**
 * What each name stands for. A change of content is a new edition: give it a new name and add its line, so that
 * projections which read the old one can tell.
 */
const HASHES: Record<string, string> = {
  'categories@2': '813df75c23e34487d4921e6358a31af83b499984edad3999188614108cc5b4bc',
  'denied-identifiers@1': 'f6d347b6b81b0747f850870dbca9ba57e431bc811e644b80d3327a87bde642bf',
  'grade-crosswalks@1': 'e9f7510d3b40c5bb3c662ac23076c7d689e984d31a7f1688c02939ecb747887d',
  'grading-schemes@1': 'e7fa5f870556a2012a1d4cd61de0e593c11b5457f79b9fef42b10bc5f932e680',
  'manufacturers@1': 'a6ef5df6e5597ef043a70da1c1612f263a7eb061c3d027c061ccbfa91c7b550a',
  'type-allocations@1': 'db7ffd809a220e952754d3708ed15466e455e540b9ad82d1b8f101a921849ac2',
};

describe('editions', () => {
  it('are named by their content', () => {
    expect(Object.fromEntries(editions.map(({ name, sha256 }) => [name, sha256]))).toEqual(HASHES);
  });

  it('cannot be changed', () => {
    const [first] = categories.content;
    expect(() => Object.assign(first ?? {}, { category: 'toaster' })).toThrow(TypeError);
    expect(() => (categories.content as unknown[]).push({})).toThrow(TypeError);
  });

  it('have another hash when anything in them differs', () => {
    const [one, same, other] = [{ a: [1, 2] }, { a: [1, 2] }, { a: [2, 1] }].map(
      (content) => edition('x@1', content).sha256,
    );
    expect(one).toBe(same);
    expect(one).not.toBe(other);
  });
});

describe('categories', () => {
  it('are those that reports may name', () => {
    expect(categories.content.map(({ category }) => category)).toEqual([...CATEGORIES]);
    expect(categoryFacts('toaster')).toEqual({ category: 'unknown' });
  });

  it.each(categories.content.map((facts) => [facts.category, facts] as const))('%s holds together', (_, facts) => {
    const { mass, massBandKg: band, weeeCategory, lifetime } = facts;
    if (mass !== undefined && band !== undefined) {
      expect(mass.kg).toBeGreaterThanOrEqual(band[0]);
      expect(mass.kg).toBeLessThanOrEqual(band[1]);
    }
    if (band !== undefined) expect(band[1]).toBeLessThanOrEqual(100);
    if (weeeCategory !== undefined) expect(['2', '4', '5', '6']).toContain(weeeCategory);
    if (lifetime !== undefined) expect(lifetime.confirmed).toBe(false);
  });

  it('place what has no screen by what it usually measures', () => {
    expect(['server', 'console', 'printer', 'other'].map((category) => categoryFacts(category).weeeCategory)).toEqual([
      '4',
      '5',
      '6',
      undefined,
    ]);
  });

  it('know laptops and tablets as screens, phones as small IT', () => {
    expect(['laptop', 'tablet', 'smartphone'].map((category) => categoryFacts(category).weeeCategory)).toEqual([
      '2',
      '2',
      '6',
    ]);
  });
});
