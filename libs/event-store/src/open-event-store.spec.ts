import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EVENT_STORE_SCHEMES, openEventStore } from './open-event-store.js';

describe('openEventStore', () => {
  it('knows no scheme whose adapter is not enrolled in the conformance suite', () => {
    const specs = globSync('*.int.spec.ts', { cwd: import.meta.dirname });
    const enrolled = specs.flatMap((file) => {
      const text = readFileSync(join(import.meta.dirname, file), 'utf8');
      return [...text.matchAll(/^eventStoreConformance\('([a-z]+)'/gm)].map(([, scheme]) => scheme);
    });
    expect(enrolled.sort()).toEqual([...EVENT_STORE_SCHEMES.keys()].sort());
  });

  it.each(['postgres://here', './data/log.db', ''])('refuses %p, which no adapter serves', async (url) => {
    await expect(openEventStore(url)).rejects.toThrow(`No event store for "${url}": use one of sqlite:.`);
  });
});
