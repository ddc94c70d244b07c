import { describe, expect, it } from '@jest/globals';
import { editionName } from '#impact/domain';
import { canonicalJson, sha256Hex } from '#kernel';
import { MemoryLog } from '#projections/testing';
import { PutOnMarketHistory } from './put-on-market-history.js';

const register = (edition: number, massKg: string, year = 2024) => ({
  ...{ name: 'register', edition, title: 'Put on the market', source: 'invented' },
  ...{ published: '2026', licence: 'none', notes: [] },
  masses: [{ country: 'DE', year, weeeCategory: '6', massKg }],
});

function aLog(...editions: ReturnType<typeof register>[]): MemoryLog {
  const log = new MemoryLog();
  log.tell('catalogue', 'EditionActivated', { edition: 'categories@1', sha256: 'a'.repeat(64) });
  for (const content of editions) {
    const text = canonicalJson(content);
    const named = { edition: editionName(content), sha256: sha256Hex(text) };
    const contentIn = `put-on-market-${named.sha256}`;
    log.tell(contentIn, 'EditionStated', { ...named, part: 1, parts: 1, text });
    log.tell('catalogue', 'EditionActivated', { ...named, contentIn });
  }
  return log;
}

const said = async (history: PutOnMarketHistory, revision?: number) =>
  [...(await history.masses(revision)).values()].map(
    ({ year, massKg, edition, changedAt }) => `${year} ${massKg} ${edition} ${changedAt ?? '-'}`,
  );

describe('the history of national masses', () => {
  it('says at each event of the catalogue what the editions until then say', async () => {
    const history = new PutOnMarketHistory(aLog(register(1, '10'), register(2, '20'), register(3, '5', 2023)));
    expect(await said(history, 0)).toEqual([]);
    expect(await said(history, 1)).toEqual(['2024 10 register@1 -']);
    expect(await said(history, 2)).toEqual(['2024 20 register@2 memory:5']);
    expect(await said(history)).toEqual(['2024 20 register@2 memory:5', '2023 5 register@3 -']);
    expect(await said(history, 1)).toEqual(['2024 10 register@1 -']);
  });

  it('has the first content under a name, where two processes gave it two', async () => {
    const history = new PutOnMarketHistory(aLog(register(1, '10'), register(1, '20')));
    expect(await said(history)).toEqual(['2024 10 register@1 -']);
  });

  it('has each edition once, however many ask at a time', async () => {
    const history = new PutOnMarketHistory(aLog(register(1, '10'), register(2, '20')));
    const [one, other] = await Promise.all([history.activations(), history.activations()]);
    expect(one.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(other).toEqual(one);
  });
});
