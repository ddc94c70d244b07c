import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { boaviztaSet, contentHash, factorSetSchema, newModel } from '#impact/domain';
import { boaviztaExtract } from '#impact/testing';
import { readBoaviztaFile } from './boavizta-file.js';

const extract = (form: 'us' | 'fr') => readFileSync(boaviztaExtract(form), 'utf8');
const naming = { name: 'boavizta-extract', edition: 1, published: '2023-02-23' };
const setOf = (text: string) => boaviztaSet(readBoaviztaFile(text), naming);
const linesOf = (text: string) => readBoaviztaFile(text).refused.map(({ line, rule }) => `${line} ${rule}`);

describe('the two files of Boavizta', () => {
  it('say in which form they are written', () => {
    expect(readBoaviztaFile(extract('us'))).toMatchObject({ delimiter: ',', decimal: '.', rows: 13 });
    expect(readBoaviztaFile(extract('fr'))).toMatchObject({ delimiter: ';', decimal: ',', rows: 13 });
  });

  it('are one set, by content as well', () => {
    expect(setOf(extract('us')).models).toHaveLength(12);
    expect(contentHash(setOf(extract('fr')))).toBe(contentHash(setOf(extract('us'))));
  });

  it('give a set that can be handed in', () => {
    expect(factorSetSchema.safeParse(setOf(extract('us'))).error).toBeUndefined();
  });

  it('keep what the maker declares: total, lifetime, error and shares, and leave out what it does not', () => {
    const { models } = setOf(extract('us'));
    expect(models.find(({ model }) => model === 'Fairphone 3')).toMatchObject({
      brand: 'Fairphone',
      category: 'smartphone',
      years: '3',
      total: { central: '39.5' },
      shares: { use: '0.212' },
    });
    expect(models.find(({ model }) => model === 'Pixelbook Go')).not.toHaveProperty('years');
  });

  it('tell every bad row with its line and reason', () => {
    expect(readBoaviztaFile(extract('us')).refused).toContainEqual({
      line: 8,
      rule: 'share-out-of-range',
      reason: 'gwp_manufacturing_ratio 7.76 is no share of 1.',
    });
    const broken = extract('us')
      .replace(',72,0.17,', ',much,1.7,')
      .replace('Google,Pixel 3a,Workplace', 'Google,Workplace');
    expect(linesOf(broken)).toEqual(
      expect.arrayContaining(['6 not-a-number', '6 share-out-of-range', '12 wrong-width']),
    );
  });

  it('take a number of the other form for a mistake', () => {
    expect(linesOf(extract('us').replace(',72,0.17,', ',"72,5",0.17,'))).toContain('6 not-a-number');
  });

  it('remark on rows that can be used for less', () => {
    const { remarks } = readBoaviztaFile(extract('us'));
    expect(remarks.map(({ line, rule }) => `${line} ${rule}`)).toEqual(
      expect.arrayContaining(['5 declared-twice', '10 shares-exceed-whole', '13 no-lifetime']),
    );
  });

  it('give no lifetime and no variant where there is none to choose', () => {
    const set = setOf(extract('us'));
    expect(newModel(set, 'Google:Pixelbook Go', 'co2e')).toEqual({ unknown: 'lifetime-not-published' });
    expect(newModel(set, 'Apple:ipad (9th generation)  Wi-Fi + Cellular with 64GB', 'co2e')).toHaveProperty('years');
    const other = {
      ...set,
      models: set.models.map((one, index) => ({ ...one, total: { central: String(index + 1) } })),
    };
    expect(newModel(other, 'Apple:iPad (9th generation) Wi-Fi + Cellular with 64GB', 'co2e')).toEqual({
      unknown: 'variant-unknown',
    });
    expect(newModel(set, 'Apple:iPhone 99', 'co2e')).toEqual({ unknown: 'no-factor' });
  });

  it('are not any other file', () => {
    expect(() => readBoaviztaFile('a,b\n1,2\n')).toThrow(/no column manufacturer/);
  });
});
