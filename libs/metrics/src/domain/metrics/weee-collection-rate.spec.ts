import { describe, expect, it } from '@jest/globals';
import { aJourney, at, evaluated, told } from '../../testing/index.js';
import { vectors } from '../../testing/metric-vectors.js';
import { nationalMasses } from '../put-on-market/national-masses.js';
import { type PutOnMarketEdition, putOnMarketSchema } from '../put-on-market/put-on-market-edition.js';

const kilograms = (mass: number) => mass * 1_000_000;
const collected = (massKg: number | undefined, { country = 'DE', category = 'smartphone', collector = 'rec' } = {}) => {
  const mass = massKg === undefined ? {} : { massMg: kilograms(massKg) };
  const event = { eventId: 'w', at: at('2025-03-01'), ...mass };
  return aJourney({
    description: { category },
    waste: { collected: { ...event, collector, country }, outputs: [] },
  });
};
const edition = (number: number, masses: PutOnMarketEdition['masses']): PutOnMarketEdition => ({
  ...{ name: 'register', edition: number, title: 'Put on the market', source: 'a register' },
  ...{ published: '2026', licence: 'none', notes: [], masses },
});
const inDe = (year: number, massKg: string, weeeCategory: '2' | '6' = '6') => ({
  country: 'DE',
  year,
  weeeCategory,
  massKg,
});
const years = vectors.weee.pom.map((mass, index) => inDe(2022 + index, String(mass)));
const asked = (...editions: PutOnMarketEdition[]) => ({
  nationalMasses: nationalMasses(
    editions.map((content, at) => ({ content, position: `log:${at}`, eventId: `e${at}` })),
  ),
});
const NAME = 'weeeCollectionRate';
const whole = vectors.weee.collected ?? 0;

describe('WEEE collection rate over national masses', () => {
  it('is the mass collected over the mean of the three years before, and says whose masses these are', async () => {
    const [row] = await evaluated([collected(whole)], NAME, asked(edition(1, years)));
    expect(row).toMatchObject({
      dimensions: { country: 'DE', weeeCategory: '6' },
      value: vectors.weee.collection_rate,
      numerator: 1_000,
      denominator: 2_500,
      known: 1,
      assumptions: ['masses put on the market by register@1'],
    });
  });

  it('of collectors adds up to that of all of them', async () => {
    const journeys = [collected(whole / 4), collected((whole * 3) / 4, { collector: 'other' })];
    const rows = await told(journeys, NAME, { by: ['partner'], ...asked(edition(1, years)) });
    expect(rows.sort()).toEqual(['DE 6 other 0.3', 'DE 6 rec 0.1']);
  });

  it('keeps countries and categories apart, and is unknown wherever a mass is missing', async () => {
    const laptops = [2022, 2023, 2024].map((year) => inDe(year, '100', '2'));
    const journeys = [
      collected(whole),
      collected(10, { category: 'laptop' }),
      collected(1, { country: 'FR' }),
      collected(1, { category: 'other' }),
    ];
    expect((await told(journeys, NAME, asked(edition(1, [...years, ...laptops])))).sort()).toEqual([
      'DE 2 0.1',
      'DE 6 0.4',
      'DE weee-category-unknown: 1',
      'FR 6 put-on-market-mass-missing: 1',
    ]);
    expect(await told([collected(1)], NAME)).toEqual(['DE 6 put-on-market-mass-missing: 1']);
    expect(await told([collected(1)], NAME, asked(edition(1, years.slice(1))))).toEqual([
      'DE 6 put-on-market-mass-missing: 1',
    ]);
    expect(await told([collected(undefined)], NAME, asked(edition(1, years)))).toEqual(['DE mass-unknown: 1']);
  });

  it('divides by nothing never', async () => {
    const none = years.map(({ year }) => inDe(year, '0'));
    expect(await told([collected(1)], NAME, asked(edition(1, none)))).toEqual(['DE 6 nothing-put-on-market: 1']);
  });

  it('takes each mass from the edition that was activated last, and names all of them', async () => {
    const [row] = await evaluated([collected(whole)], NAME, asked(edition(1, years), edition(2, [inDe(2024, '5100')])));
    expect(row).toMatchObject({
      denominator: 3_333.333333,
      assumptions: ['masses put on the market by register@1, register@2'],
    });
  });
});

describe('an edition of masses', () => {
  it.each([
    ['a mass below nothing', { massKg: '-1' }, '/masses/0/massKg'],
    ['a mass as a number', { massKg: 5 }, '/masses/0/massKg'],
    ['a country that is none', { country: 'Germany' }, '/masses/0/country'],
    ['a category that is none', { weeeCategory: '7' }, '/masses/0/weeeCategory'],
    ['a year out of range', { year: 19 }, '/masses/0/year'],
  ])('has not %s', (_, wrong, pointer) => {
    const found = putOnMarketSchema.safeParse({ ...edition(1, []), masses: [{ ...inDe(2024, '1'), ...wrong }] });
    expect(found.error?.issues.map(({ path }) => `/${path.join('/')}`)).toEqual([pointer]);
  });

  it('says each mass once', () => {
    const twice = edition(1, [inDe(2024, '1'), inDe(2024, '2')]);
    expect(putOnMarketSchema.safeParse(twice).error?.issues.map(({ path }) => path)).toEqual([['masses', 1]]);
  });
});
