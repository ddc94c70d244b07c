import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MASSES_MAX } from '../domain/put-on-market/put-on-market-edition.js';
import { editionOfCsv } from './put-on-market-csv.js';

const HEADING = {
  ...{ name: 'register', edition: 1, title: 'Put on the market', source: 'invented' },
  ...{ published: '2026', licence: 'none', notes: [] },
};
const read = (text: string | Buffer, heading: object = HEADING) =>
  editionOfCsv(Buffer.from(text as string), heading as Record<string, unknown>);
const massesIn = async (text: string) => {
  const found = await read(text);
  if (found.outcome === 'refused') throw new Error(JSON.stringify(found.errors));
  return found.content.masses.map(
    ({ country, year, weeeCategory, massKg }) => `${country} ${year} ${weeeCategory} ${massKg}`,
  );
};
const failuresIn = async (text: string | Buffer, heading?: object) => {
  const found = await read(text, heading);
  return found.outcome === 'refused' ? found.errors.map(({ pointer, rule }) => `${pointer} ${rule}`) : [];
};
const commas = (...rows: string[]) => ['country,year,weeeCategory,massKg', ...rows].join('\n');
const semicolons = (...rows: string[]) => ['country;year;weeeCategory;massKg', ...rows].join('\r\n');

const mass = fc.record({
  country: fc.constantFrom('DE', 'FR', 'GR'),
  year: fc.integer({ min: 1970, max: 2100 }),
  weeeCategory: fc.constantFrom('1', '4', '6'),
  kilograms: fc.integer({ min: 1_000, max: 2_000_000_000 }),
  decimals: fc.constantFrom('', '5', '25', '125'),
});
const distinct = fc.uniqueArray(mass, {
  minLength: 1,
  maxLength: 20,
  selector: ({ country, year, weeeCategory }) => `${country} ${year} ${weeeCategory}`,
});

describe('a CSV file of masses', () => {
  it('is the same edition in either form, with a byte order mark or not, and with columns of its own', async () => {
    await fc.assert(
      fc.asyncProperty(distinct, async (masses) => {
        const number = (mark: string, { kilograms, decimals }: (typeof masses)[number]) =>
          decimals === '' ? `${kilograms}` : `${kilograms}${mark}${decimals}`;
        const stated = masses.map((one) => `${one.country} ${one.year} ${one.weeeCategory} ${number('.', one)}`);
        const english = masses.map((one) => `${one.country},${one.year},${one.weeeCategory},${number('.', one)}`);
        const quoted = masses.map((one) => `${one.country},${one.year},${one.weeeCategory},"${number(',', one)}"`);
        const german = masses.map((one) => `a;${number(',', one)};${one.weeeCategory} ; ${one.year};${one.country}`);
        expect(await massesIn(commas(...english))).toEqual(stated);
        expect(await massesIn(commas(...quoted))).toEqual(stated);
        expect(
          await massesIn(`\ufeff${['flag;massKg;weeeCategory;year;country', ...german, ''].join('\r\n')}`),
        ).toEqual(stated);
      }),
      { numRuns: 50 },
    );
  });

  it('is refused as a whole, with each bad row by its line, and its heading', async () => {
    const text = semicolons(
      'DE;2024;6;1,5',
      'Germany;2024;6;1,5',
      'DE;24;7;-1',
      'DE;2023;6',
      'DE;2022;6;1,2345',
      'DE;2021;6;2.5',
    );
    const { edition: _, ...heading } = HEADING;
    expect(await failuresIn(text, { ...heading, region: 'EU' })).toEqual([
      '/query/edition required',
      '/query/region unknown-field',
      '/lines/3/country wrong-format',
      '/lines/4/year wrong-format',
      '/lines/4/massKg not-a-number',
      '/lines/4/weeeCategory not-one-of',
      '/lines/5 wrong-number-of-columns',
      '/lines/6/massKg wrong-format',
      '/lines/7/massKg not-a-number',
    ]);
  });

  it.each([
    ['1.834', 'ambiguous-number'],
    ['12.345', 'ambiguous-number'],
    ['1.834.000', 'not-a-number'],
    ['1 834', 'not-a-number'],
    ['', 'not-a-number'],
    ['1e6', 'not-a-number'],
    [':', 'not-a-number'],
  ])('takes no guess at %s', async (massKg, rule) => {
    expect(await failuresIn(semicolons(`DE;2024;6;${massKg}`))).toEqual([`/lines/2/massKg ${rule}`]);
  });

  it('takes decimals of three digits where they can be nothing else', async () => {
    expect(await massesIn(commas('DE,2024,6,1834.125', 'DE,2023,6,0.125'))).toEqual([
      'DE 2024 6 1834.125',
      'DE 2023 6 0.125',
    ]);
  });

  it('names countries as events do', async () => {
    expect(await failuresIn(commas('EL,2024,6,1', 'UK,2024,6,1', 'GR,2024,6,1'))).toEqual([
      '/lines/2/country not-iso-3166',
      '/lines/3/country not-iso-3166',
    ]);
  });

  it('says each mass once', async () => {
    expect(await failuresIn(commas('DE,2024,6,1', 'FR,2024,6,1', 'DE,2024,6,1'))).toEqual(['/lines/4 stated-twice']);
  });

  it('has the columns that are needed, and rows', async () => {
    expect(await failuresIn('country,year,category,massKg\nDE,2024,6,1\n')).toEqual([' missing-column']);
    expect(await failuresIn('')).toEqual([' no-rows']);
    expect(await failuresIn(semicolons(';;;', ''))).toEqual([' no-rows']);
    const many = Array.from({ length: MASSES_MAX + 1 }, () => 'DE,2024,6,1');
    expect(await failuresIn(commas(...many))).toEqual([' out-of-range']);
  });

  it('is UTF-8', async () => {
    const latin1 = Buffer.from('country;year;weeeCategory;massKg;note\nDE;2024;6;1;für alle\n', 'latin1');
    expect(await failuresIn(latin1)).toEqual(['/lines/2/note invalid-utf8']);
  });
});
