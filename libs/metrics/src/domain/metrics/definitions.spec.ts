import { describe, expect, it } from '@jest/globals';
import { declarations } from '#lifecycle/domain';
import { measures } from '../measures/index.js';
import { metrics } from './index.js';

const declared = new Set<string>(declarations.map(({ type }) => type));
const WORDS = ['title', 'formula', 'numerator', 'unit', 'scope', 'source', 'monthOf', 'partnerIs', 'unknowns'] as const;

describe.each(metrics.map((metric) => [metric.definition.name, metric] as const))('%s', (_, metric) => {
  const { definition } = metric;

  it('says all that an auditor asks of a metric', () => {
    for (const word of [...WORDS, 'finalWhen'] as const) expect(definition[word].length).toBeGreaterThan(1);
    expect(definition.denominator === null || definition.denominator.length > 2).toBe(true);
    expect(definition.range === null || definition.range.length > 2).toBe(true);
    expect(definition.excludes.length).toBeGreaterThan(0);
    expect(definition.periods.length).toBeGreaterThan(0);
    expect(Number.isInteger(definition.version)).toBe(true);
  });

  it('rests on events that are declared', () => {
    expect(definition.events.length).toBeGreaterThan(0);
    expect(definition.events.filter((type) => !declared.has(type))).toEqual([]);
  });

  it('reads measures that exist', () => {
    const { sources, unknown, population } = metric;
    const named = [...Object.values(sources), population, ...(unknown === undefined ? [] : [unknown])];
    const known = measures.map(({ name }) => name);
    expect(named.map(({ measure }) => measure).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('can be asked for by partner, so that partners can ask for their own', () => {
    expect(definition.dimensions).toContain('partner');
  });

  it('is always broken down by dimensions that it has', () => {
    expect(definition.alwaysBy.filter((name) => !definition.dimensions.includes(name))).toEqual([]);
  });
});

it('gives every metric a name of its own', () => {
  const names = metrics.map(({ definition }) => definition.name);
  expect(new Set(names).size).toBe(names.length);
});
