import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openEventStore, type Position } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { foldJourney } from '#lifecycle/domain';
import { freshFolder, startCirculog } from './circulog.js';
import { benchPartner, importAll } from './import.js';
import { type Measurement, median } from './measurement.js';
import { ndjsonOf } from './reports.js';

const DEVICES = 10_000;
const EVENTS_EACH = 8;
const PAIRS = 3;
const PAGE = 5_000;

/** Reading the whole log and folding every device, against a scan that parses the same rows and does nothing else. */
export async function run(): Promise<Measurement[]> {
  const folder = freshFolder();
  const circulog = await startCirculog();
  try {
    await importAll(
      circulog,
      await benchPartner(circulog),
      ndjsonOf(0, DEVICES, () => EVENTS_EACH),
    );
    for (const suffix of ['', '-wal'])
      copyFileSync(join(circulog.folder, `events.db${suffix}`), join(folder, `events.db${suffix}`));
  } finally {
    await circulog.stop();
  }
  const file = join(folder, 'events.db');
  const pairs: { scan: number; fold: number; read: number }[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) pairs.push({ scan: scan(file), ...(await readAndFold(file)) });
  rmSync(folder, { recursive: true, force: true });
  const of = (pick: (pair: { scan: number; fold: number; read: number }) => number) => median(pairs.map(pick));
  const reference = { name: 'scan and parse', value: of(({ scan: one }) => one) };
  return [
    {
      bench: 'fold',
      name: 'read and fold the whole log',
      value: of(({ fold }) => fold),
      unit: 'events/s',
      reference,
      ratio: of(({ fold, scan: one }) => fold / one),
      aim: { at: 0.5, direction: 'at-least' },
    },
    {
      bench: 'fold',
      name: 'read the whole log',
      value: of(({ read }) => read),
      unit: 'events/s',
      reference,
      ratio: of(({ read, scan: one }) => read / one),
    },
  ];
}

function scan(file: string): number {
  const database = new Database(file);
  const rows = database.prepare<[], string>('SELECT text FROM events ORDER BY position').pluck();
  const started = performance.now();
  let events = 0;
  for (const text of rows.iterate()) {
    JSON.parse(text);
    events += 1;
  }
  const seconds = (performance.now() - started) / 1000;
  database.close();
  return events / seconds;
}

async function readAndFold(file: string): Promise<{ read: number; fold: number }> {
  const store = await openEventStore(`sqlite:${file}`);
  const started = performance.now();
  const devices = new Map<string, RecordedEvent[]>();
  let events = 0;
  let after: Position | null = null;
  for (;;) {
    const page = await store.readAll(after, PAGE);
    for (const { event } of page) {
      const known = devices.get(event.stream);
      if (known === undefined) devices.set(event.stream, [event]);
      else known.push(event);
    }
    events += page.length;
    after = page.at(-1)?.position ?? after;
    if (page.length < PAGE) break;
  }
  const read = events / ((performance.now() - started) / 1000);
  for (const [stream, history] of devices) {
    if (stream.startsWith('device-')) foldJourney({ deviceId: stream.slice('device-'.length), events: history });
  }
  const fold = events / ((performance.now() - started) / 1000);
  await store.close();
  return { read, fold };
}
