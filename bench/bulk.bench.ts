import { copyFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { freshFolder, startCirculog } from './circulog.js';
import { benchPartner, caughtUp, importAll } from './import.js';
import type { Measurement } from './measurement.js';
import { ndjsonOf } from './reports.js';

const DEVICES = 20_000;
const EVENTS_EACH = 3;
const TRANSACTION = 1_000;

/** A bulk file over HTTP until every line is durable, against raw inserts of the same rows into the same tables. */
export async function run(): Promise<Measurement[]> {
  const circulog = await startCirculog();
  try {
    const key = await benchPartner(circulog);
    const lines = DEVICES * EVENTS_EACH;
    const fresh = await importAll(
      circulog,
      key,
      ndjsonOf(0, DEVICES, () => EVENTS_EACH),
    );
    const lagSeconds = await caughtUp(circulog);
    const log = join(circulog.folder, 'events.db');
    const freshEvents = eventsIn(log);
    const known = await importAll(circulog, key, laterLines());
    const raw = rawInsertsPerSecond(log);
    return [
      {
        bench: 'bulk',
        name: 'NDJSON over HTTP, devices new in the file',
        value: freshEvents / fresh,
        unit: 'events/s',
        reference: { name: 'raw inserts', value: raw },
        ratio: freshEvents / fresh / raw,
        aim: { at: 0.5, least: 0.35, direction: 'at-least' },
        note: 'platform registrations counted on both sides',
      },
      { bench: 'bulk', name: 'devices known', value: DEVICES / known, unit: 'lines/s' },
      {
        bench: 'bulk',
        name: 'lag is back to zero after the import',
        value: lagSeconds,
        unit: 's',
        aim: { at: lines / 20_000, direction: 'at-most' },
      },
      { bench: 'bulk', ...bytesPerEvent(log) },
    ];
  } finally {
    await circulog.stop();
  }
}

/** One further event for each device of the first file. */
function* laterLines(): Generator<string> {
  for (const piece of ndjsonOf(0, DEVICES, () => EVENTS_EACH + 1)) {
    yield piece
      .split('\n')
      .filter((line) => line.includes(`-${EVENTS_EACH}"`))
      .map((line) => `${line}\n`)
      .join('');
  }
}

/** The log's own tables, triggers aside, filled again from its rows in transactions of a thousand. */
function rawInsertsPerSecond(log: string): number {
  const folder = freshFolder();
  const copy = join(folder, 'source.db');
  copyFileSync(log, copy);
  const source = new Database(copy);
  const target = new Database(join(folder, 'target.db'));
  target.pragma('journal_mode = WAL');
  target.pragma('synchronous = FULL');
  const schema = source
    .prepare<[], { type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index') AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  for (const { sql } of schema) target.exec(sql);
  const tables = schema.filter(({ type }) => type === 'table').map(({ name }) => name);
  const filled = tables.map((table) => ({
    table,
    rows: source.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][],
  }));
  const events = filled.find(({ table }) => table === 'events')?.rows.length ?? 0;
  const seconds = fill(target, filled, events);
  source.close();
  target.close();
  rmSync(folder, { recursive: true, force: true });
  return events / seconds;
}

/** Rows of all tables side by side, in the proportion in which the log holds them. */
function fill(target: Database.Database, filled: { table: string; rows: unknown[][] }[], events: number): number {
  const inserts = filled
    .filter(({ rows }) => rows.length > 0)
    .map(({ table, rows }) => ({
      rows,
      insert: target.prepare(`INSERT INTO ${table} VALUES (${rows[0]?.map(() => '?').join(', ')})`),
    }));
  const started = performance.now();
  for (let first = 0; first < events; first += TRANSACTION) {
    target.exec('BEGIN IMMEDIATE');
    for (const { rows, insert } of inserts) {
      const share = rows.length / events;
      for (const row of rows.slice(Math.floor(first * share), Math.floor((first + TRANSACTION) * share)))
        insert.run(row);
    }
    target.exec('COMMIT');
  }
  return (performance.now() - started) / 1000;
}

function eventsIn(log: string): number {
  const database = new Database(log, { readonly: true });
  const events = database.prepare<[], number>('SELECT count(*) FROM events').pluck().get() ?? 0;
  database.close();
  return events;
}

function bytesPerEvent(log: string): Omit<Measurement, 'bench'> {
  const database = new Database(log);
  database.pragma('wal_checkpoint(TRUNCATE)');
  const { bytes, events } = database
    .prepare<[], { bytes: number; events: number }>(
      'SELECT sum(octet_length(text)) AS bytes, count(*) AS events FROM events',
    )
    .get() ?? { bytes: 1, events: 1 };
  database.close();
  const onDisk = statSync(log).size;
  return {
    name: 'bytes on disk per event',
    value: onDisk / events,
    unit: 'bytes',
    reference: { name: 'canonical event', value: bytes / events },
    ratio: onDisk / bytes,
    aim: { at: 1.6, direction: 'at-most' },
  };
}
