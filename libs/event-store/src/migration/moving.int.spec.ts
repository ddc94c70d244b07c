import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { EVENT_STORE_SCHEMES, openEventStore } from '../open-event-store.js';
import { movingConformance } from '../testing/index.js';
import { MOVABLE_SCHEMES, openLogExport, openLogImport } from './open-moving-log.js';

const folder = mkdtempSync(join(tmpdir(), 'moving-log-'));
afterAll(() => rmSync(folder, { recursive: true }));
const url = (name: string) => `sqlite:${join(folder, name)}.db`;

movingConformance('sqlite', {
  open: (name, options) => openEventStore(url(name), options),
  source: (name) => openLogExport(url(name)),
  target: (name) => openLogImport(url(name)),
});

it('can move every log that can be opened', () => {
  expect([...MOVABLE_SCHEMES.keys()]).toEqual([...EVENT_STORE_SCHEMES.keys()]);
});

it('says which logs there are to move', () => {
  expect(() => openLogExport('paper:log')).toThrow('No event log at "paper:log": use one of sqlite:');
});
