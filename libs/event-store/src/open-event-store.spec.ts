import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openLogExport } from './migration/open-moving-log.js';
import { EVENT_STORE_SCHEMES, openEventStore } from './open-event-store.js';

describe('openEventStore', () => {
  it('knows no scheme whose adapter is not enrolled in the conformance suite', () => {
    // Adapters of servers are enrolled where their servers are brought up.
    const folders = [import.meta.dirname, join(import.meta.dirname, '..', '..', '..', 'test', 'backends')];
    const specs = folders.flatMap((cwd) => globSync('*.int.spec.ts', { cwd }).map((file) => join(cwd, file)));
    const enrolled = specs.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return [...text.matchAll(/^eventStoreConformance\('([a-z]+)'/gm)].map(([, scheme]) => scheme);
    });
    expect(enrolled.sort()).toEqual([...EVENT_STORE_SCHEMES.keys()].sort());
  });

  it.each(['postgres://here', './data/log.db', ''])('refuses %p, which no adapter serves', async (url) => {
    await expect(openEventStore(url)).rejects.toThrow(`No event store for "${url}": use one of sqlite:, esdb:.`);
  });

  it.each([
    'esbd://admin:secret@host:2113?tls=true',
    'esbd://admin:sec%40ret@host',
    'esbd://admin:a@secret@host',
    'esbd://secret@host',
    'esbd+discover://admin:a/secret?x@host',
  ])('does not tell the password in %p, whose scheme is misspelt', async (url) => {
    for (const opening of [openEventStore(url), (async () => openLogExport(url))()]) {
      const told = await opening.catch((error: Error) => error.message);
      expect(told).toMatch(/"esbd(\+discover)?:\/\/\.\.\.@host/);
      expect(told).not.toContain('sec');
    }
  });
});
