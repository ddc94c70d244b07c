import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, openEventStore } from '#event-store';
import { uuidV7 } from '#platform';
import type { NamedEdition } from './activation.js';
import { carriedEditions } from './carried-editions.js';
import { EditionsInUse } from './editions-in-use.js';

const clock = { now: () => Date.parse('2026-06-01T12:00:00Z') };
const edition = (name: string, letter: string): NamedEdition => ({ edition: name, sha256: letter.repeat(64) });

describe('editions in use', () => {
  let store: EventStore;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'circulog-editions-'));
    store = await openEventStore(`sqlite:${join(folder, 'events.db')}`, clock);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const process = (...carried: NamedEdition[]) => new EditionsInUse({ store, clock, ids: uuidV7(clock), carried });
  const names = async (editions: EditionsInUse) =>
    (await editions.list()).map(({ edition: name, sha256, inUse }) => `${name} ${sha256[0]} ${inUse}`);

  it('are activated once each, at whatever start and by however many processes', async () => {
    const editions = process(edition('bands@1', 'a'), edition('bands@2', 'b'));
    await editions.activate();
    await editions.activate();
    await Promise.all([1, 2, 3].map(() => process(edition('bands@2', 'b'), edition('walks@1', 'c')).activate()));
    expect(await names(editions)).toEqual(['bands@1 a true', 'bands@2 b true', 'walks@1 c false']);
    expect(await editions.list()).toContainEqual(
      expect.objectContaining({ edition: 'bands@1', activeSince: '2026-06-01T12:00:00.000Z' }),
    );
  });

  it('are told apart by content, under one name as well', async () => {
    await process(edition('bands@1', 'a')).activate();
    const changed = process(edition('bands@1', 'b'));
    await changed.activate();
    expect(await names(changed)).toEqual(['bands@1 a false', 'bands@1 b true']);
  });

  it('have one default, which only a choice changes', async () => {
    const chosen = async (editions: EditionsInUse) =>
      (await editions.list()).flatMap((one) => (one.default === true ? [one.edition] : []));
    const first = process({ ...edition('set@1', 'a'), default: true }, edition('other@1', 'b'));
    await first.activate();
    const newer = process({ ...edition('set@2', 'c'), default: true }, edition('other@1', 'b'));
    await newer.activate();
    expect(await chosen(newer)).toEqual(['set@1']);
    await newer.choose(edition('other@1', 'b'), 'operator');
    expect(await chosen(first)).toEqual(['other@1']);
    await first.choose(edition('set@1', 'a'), 'operator');
    await first.choose(edition('other@1', 'b'), 'operator');
    expect(await chosen(newer)).toEqual(['other@1']);
    expect((await first.list()).map(({ edition: name }) => name)).toEqual(['set@1', 'other@1', 'set@2']);
  });

  it('that the code carries are named apart, one factor set by default', () => {
    expect(new Set(carriedEditions.map(({ edition: name }) => name)).size).toBe(carriedEditions.length);
    expect(carriedEditions.filter((one) => one.default).map(({ edition: name }) => name)).toEqual([
      'ademe-2022-final@1',
    ]);
    expect(carriedEditions.map(({ edition: name }) => name)).toContain('type-allocations@1');
  });
});
