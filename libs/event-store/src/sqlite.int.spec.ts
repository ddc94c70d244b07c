import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { openEventStore } from './open-event-store.js';
import { eventStoreConformance } from './testing/index.js';

const folder = mkdtempSync(join(tmpdir(), 'event-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

eventStoreConformance('sqlite', (name, options) => openEventStore(`sqlite:${join(folder, name)}.db`, options));
