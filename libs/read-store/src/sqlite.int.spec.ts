import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openReadStore, READ_STORE_SCHEMES } from './index.js';
import {
  commitConformance,
  documentsConformance,
  findConformance,
  repeatedConformance,
  sumConformance,
} from './testing/index.js';

const file = () => join(mkdtempSync(join(tmpdir(), 'read-store-')), 'read.sqlite');
const open = () => openReadStore(`sqlite:${file()}`);

documentsConformance('sqlite', open);
findConformance('sqlite', open);
sumConformance('sqlite', open);
repeatedConformance('sqlite', open);
commitConformance('sqlite', open);

describe('read stores', () => {
  it('enrols every adapter that a URL can name', () => {
    expect(READ_STORE_SCHEMES).toEqual(['sqlite']);
  });

  it('refuses a URL that names no adapter', async () => {
    await expect(openReadStore('redis://nowhere')).rejects.toThrow('No read store for redis:');
  });

  it('shows one connection the collections and documents of another', async () => {
    const place = `sqlite:${file()}`;
    const writer = await openReadStore(place);
    const reader = await openReadStore(place);
    await writer.define([{ name: 'devices', indexes: [] }]);
    const { epoch } = await writer.take('p', 0, 'writer');
    const writes = [{ collection: 'devices', id: 'one', document: { n: 1 } }];
    await writer.commit({ projection: 'p', partition: 0, epoch, expectedSeq: 0, checkpoint: 'e:1', writes });
    expect((await reader.get('devices', 'one'))?.document).toEqual({ n: 1 });
    await reader.close();
    await writer.close();
  });
});
