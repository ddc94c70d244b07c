import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { takeOwnership } from '#event-store';
import { EXIT } from '../console/exit-codes.js';
import { madeAnew } from './demo-folder.js';

const folder = () => mkdtemp(join(tmpdir(), 'circulog-demo-'));

describe('demo folder', () => {
  it('is emptied when an earlier demo made it', async () => {
    const path = await folder();
    await madeAnew(path);
    await writeFile(join(path, 'events.db'), 'old');
    await madeAnew(path);
    expect(await readdir(path)).toEqual(['.circulog-demo']);
  });

  it('is left alone while a process has it open, which would go on acknowledging into nothing', async () => {
    const path = await folder();
    await madeAnew(path);
    await writeFile(join(path, 'events.db'), 'served');
    const release = takeOwnership(join(path, 'events.db'));
    await expect(madeAnew(path)).rejects.toMatchObject({ exitCode: EXIT.unreachable });
    expect(await readdir(path)).toContain('events.db');
    release();
    await madeAnew(path);
    expect(await readdir(path)).toEqual(['.circulog-demo']);
  });

  it('is left alone when it holds something else', async () => {
    const path = await folder();
    await writeFile(join(path, 'events.db'), 'precious');
    await expect(madeAnew(path)).rejects.toThrow('holds something that no demo made');
    expect(await readdir(path)).toEqual(['events.db']);
  });
});
