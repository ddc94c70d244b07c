import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, openEventStore } from '#event-store';
import { EditionsInUse } from '#lifecycle';
import { uuidV7 } from '#platform';
import { type AbsoluteByModelSet, backmarket2024, contentHash, editionName } from '../domain/index.js';
import { contentStream } from './factor-set-kind.js';
import { FactorSets } from './factor-sets.service.js';

const clock = { now: () => Date.parse('2026-06-01T12:00:00Z') };

let store: EventStore;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'circulog-factor-sets-'));
  store = await openEventStore(`sqlite:${join(folder, 'events.db')}`, clock);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function process(): FactorSets {
  const ids = uuidV7(clock);
  return new FactorSets({ store, clock, ids, editions: new EditionsInUse({ store, clock, ids, carried: [] }) });
}

/** Some of what is written takes more than one unit of text, wherever a part ends. */
const measured = (edition: number, models: number): AbsoluteByModelSet => ({
  name: 'measured',
  edition,
  title: 'Measured here',
  source: 'this spec',
  published: '2026',
  licence: 'none',
  notes: [],
  basis: 'absolute_by_model',
  functionalUnit: 'device',
  models: Array.from({ length: models }, (_, index) => ({
    brand: 'Acme',
    model: `Number ${index} ${'📱'.repeat(index % 7)}`,
    category: 'smartphone',
    indicator: 'co2e',
    total: { central: String(index + 1) },
    shares: {},
  })),
});

const names = async (sets: FactorSets) => (await sets.list()).map(({ set }) => editionName(set));

describe('factor sets of a log', () => {
  it('are there for every process once imported, with the content that was handed in', async () => {
    const [one, other] = [process(), process()];
    expect(await names(other)).toHaveLength(4);
    expect(await one.import(measured(1, 1_500), 'operator')).toMatchObject({ outcome: 'imported' });
    const found = await other.named('measured');
    expect(found).toMatchObject({ importedBy: 'operator', sha256: contentHash(measured(1, 1_500)) });
    expect(found?.set).toEqual(measured(1, 1_500));
    expect((await store.readStream(contentStream(found?.sha256 ?? ''))).length).toBeGreaterThan(5);
  });

  it('never change under their name', async () => {
    const sets = process();
    await sets.import(measured(1, 2), 'operator');
    expect(await process().import(measured(1, 2), 'operator')).toMatchObject({ outcome: 'known' });
    expect(await sets.import(measured(1, 3), 'operator')).toMatchObject({
      status: 409,
      errors: [{ rule: 'edition-taken' }],
    });
    expect(await sets.import({ ...backmarket2024, title: 'Other' }, 'operator')).toMatchObject({ status: 409 });
    expect(await sets.import(measured(2, 3), 'operator')).toMatchObject({ outcome: 'imported' });
    expect((await sets.named('measured'))?.set.edition).toBe(2);
    expect((await sets.named('measured@1'))?.set).toEqual(measured(1, 2));
  });

  it('are one content even when two processes race to give an edition two', async () => {
    const outcomes = await Promise.all([2, 3].map((models) => process().import(measured(1, models), 'operator')));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['imported', 'refused']);
    expect((await names(process())).filter((name) => name === 'measured@1')).toHaveLength(1);
  });

  it('answer with the one that was chosen, first of all', async () => {
    const sets = process();
    await sets.import(measured(1, 2), 'operator');
    expect(await sets.choose('measured@1', 'operator')).toMatchObject({ outcome: 'chosen' });
    expect(await sets.choose('measured@1', 'operator')).toMatchObject({ outcome: 'unchanged' });
    expect((await names(process()))[0]).toBe('measured@1');
    expect((await process().offered()).default).toEqual(measured(1, 2));
    await process().choose('ademe-2022-final@1', 'operator');
    expect(editionName((await sets.offered()).default)).toBe('ademe-2022-final@1');
    expect(await sets.choose('none@1', 'operator')).toMatchObject({ status: 404 });
  });

  it('have a limit, so that a log stays readable', async () => {
    const long = measured(1, 5_000);
    const models = long.models.map((one) => ({ ...one, source: 'x'.repeat(200) }));
    expect(await process().import({ ...long, models }, 'operator')).toMatchObject({ errors: [{ rule: 'too-large' }] });
  });
});
