import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { OPS_STORE_SCHEMES, openOpsStore } from './index.js';
import { listingConformance, recordsConformance } from './testing/index.js';

const file = () => join(mkdtempSync(join(tmpdir(), 'ops-store-')), 'ops.sqlite');
const open = () => openOpsStore(`sqlite:${file()}`);

recordsConformance('sqlite', open);
listingConformance('sqlite', open);

describe('operational stores', () => {
  it('enrols every adapter that a URL can name', () => {
    expect(OPS_STORE_SCHEMES).toEqual(['sqlite', 'mongodb', 'mongodb+srv']);
  });

  it('refuses a URL that names no adapter', async () => {
    await expect(openOpsStore('redis://nowhere')).rejects.toThrow('No operational store for redis:');
  });

  it('finds after reopening what it acknowledged', async () => {
    const place = `sqlite:${file()}`;
    const before = await openOpsStore(place);
    await before.put('jobs', 'one', { state: 'running' });
    await before.close();
    const after = await openOpsStore(place);
    expect((await after.get('jobs', 'one'))?.document).toEqual({ state: 'running' });
    await after.close();
  });
});
