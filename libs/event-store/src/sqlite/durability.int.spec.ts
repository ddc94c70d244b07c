import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { ForeignPosition } from '../port.js';
import { anAppend } from '../testing/builders.js';
import { assertDurable, openForReading, openForWriting } from './connection.js';
import { openSqliteEventStore } from './open-sqlite.js';
import { takeOwnership } from './ownership.js';

describe('the embedded log', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'event-store-durable-'));
    path = join(folder, 'log.db');
    const store = await openSqliteEventStore(path);
    await store.append([anAppend(), anAppend()]);
    await store.close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is written with synchronous=FULL, also when the file is opened again', () => {
    const plain = new Database(path);
    expect(plain.pragma('synchronous', { simple: true })).toBe(1);
    expect(() => assertDurable(plain)).toThrow('synchronous = 2; the connection has 1');
    plain.close();
    const writing = openForWriting(path);
    expect(writing.pragma('synchronous', { simple: true })).toBe(2);
    expect(writing.pragma('recursive_triggers', { simple: true })).toBe(1);
    writing.close();
  });

  it.each([
    ['journal_mode = DELETE', 'journal_mode'],
    ['synchronous = NORMAL', 'synchronous'],
    ['recursive_triggers = OFF', 'recursive_triggers'],
  ])('is not written on a connection with %s', (pragma, name) => {
    const writing = openForWriting(path);
    writing.pragma(pragma);
    expect(() => assertDurable(writing)).toThrow(`The log needs ${name}`);
    writing.close();
  });

  it.each([
    ['an update', "UPDATE events SET text = '{}' WHERE position = 1", 'events are never changed'],
    ['a deletion', 'DELETE FROM events', 'events are never deleted'],
    ['a replacement', "INSERT OR REPLACE INTO events VALUES (1, 1, 0, x'00', '{}')", 'events are never deleted'],
    [
      'a replacement by place',
      "INSERT OR REPLACE INTO events VALUES (9, 1, 0, x'00', '{}')",
      'events are never deleted',
    ],
    [
      'an upsert',
      "INSERT INTO events VALUES (1, 1, 0, x'00', '{}') ON CONFLICT (position) DO UPDATE SET text = excluded.text",
      'events are never changed',
    ],
  ])('refuses %s', (_, sql, message) => {
    const writing = openForWriting(path);
    const before = writing.prepare('SELECT * FROM events').all();
    expect(() => writing.exec(sql)).toThrow(message);
    expect(writing.prepare('SELECT * FROM events').all()).toEqual(before);
    writing.close();
  });

  it('is read on a connection that cannot write', () => {
    const reading = openForReading(path);
    expect(() => reading.exec('DELETE FROM streams')).toThrow('readonly');
    reading.close();
  });

  it('is one whole file once it is closed', () => {
    expect(readdirSync(folder).sort()).toEqual(['log.db', 'log.db.lock']);
  });

  it('knows no position of what a restored backup has lost', async () => {
    copyFileSync(path, `${path}.backup`);
    const ahead = await openSqliteEventStore(path);
    await ahead.append([anAppend()]);
    const lost = await ahead.head();
    await ahead.close();
    const restored = await openSqliteEventStore(`${path}.backup`);
    await expect(restored.readAll(lost, 1)).rejects.toThrow(ForeignPosition);
    await restored.close();
  });

  it('has one owner at a time, and tells the second', async () => {
    const store = await openSqliteEventStore(path);
    await expect(openSqliteEventStore(path)).rejects.toThrow(`${path} is in use by another process`);
    await store.close();
    takeOwnership(path)();
  });

  it('is given back when opening fails', async () => {
    const writing = openForWriting(path);
    writing.pragma('user_version = 99');
    writing.close();
    await expect(openSqliteEventStore(path)).rejects.toThrow('This log has schema 99; expected 1.');
    takeOwnership(path)();
  });
});
