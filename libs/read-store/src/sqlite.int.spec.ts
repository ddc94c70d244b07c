import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openReadStore, READ_STORE_SCHEMES, type ReadStore } from './index.js';
import {
  commitConformance,
  documentsConformance,
  findConformance,
  repeatedConformance,
  sumConformance,
} from './testing/index.js';

/** Takes seconds. */
const READS_MAX = 1_000_000;

const file = () => join(mkdtempSync(join(tmpdir(), 'read-store-')), 'read.sqlite');
const open = () => openReadStore(`sqlite:${file()}`);

documentsConformance('sqlite', open);
findConformance('sqlite', open);
sumConformance('sqlite', open);
repeatedConformance('sqlite', open);
commitConformance('sqlite', open);

describe('read stores', () => {
  it('enrols every adapter that a URL can name', () => {
    expect(READ_STORE_SCHEMES).toEqual(['sqlite', 'mongodb', 'mongodb+srv']);
  });

  it('refuses a URL that names no adapter', async () => {
    await expect(openReadStore('redis://nowhere')).rejects.toThrow('No read store for redis:');
  });

  describe('on two connections', () => {
    let writer: ReadStore;
    let reader: ReadStore;

    beforeEach(async () => {
      const place = `sqlite:${file()}`;
      writer = await openReadStore(place);
      reader = await openReadStore(place);
      await writer.define([{ name: 'devices', indexes: [] }]);
      const { epoch } = await writer.take('p', 0, 'writer');
      const writes = [{ collection: 'devices', id: 'one', document: { n: 1 } }];
      await writer.commit({ projection: 'p', partition: 0, epoch, expectedSeq: 0, checkpoint: 'e:1', writes });
    });
    afterEach(async () => {
      await reader.close();
      await writer.close();
    });

    it('show one the collections and documents of the other', async () => {
      expect((await reader.get('devices', 'one'))?.document).toEqual({ n: 1 });
    });

    it('leave others their turns while one reads on and on', async () => {
      let isEnded = false;
      let reads = 0;
      setImmediate(() => {
        isEnded = true;
      });
      for (; !isEnded && reads < READS_MAX; reads += 1) await reader.get('devices', 'one');
      expect(reads).toBeLessThan(READS_MAX);
    });

    it('show one nothing of what the other has dropped', async () => {
      expect(await reader.count('devices')).toBe(1);
      await writer.drop('devices');
      expect(await reader.count('devices')).toBe(0);
      expect(await reader.get('devices', 'one')).toBeUndefined();
    });
  });
});
