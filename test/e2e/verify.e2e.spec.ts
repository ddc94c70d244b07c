import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { sha256Hex } from '#kernel';
import { typed } from './cli-process.js';
import { Desk } from './desk.js';

const DEVICE = 'serial:Northwind:PROVE-1';
const UNGUARDED = 'DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted;';
const GUARDED = `
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
`;

let folder: string;
let app: RunningApp;
let desk: Desk;
let auditor: Desk;
let [whole, older, altered, kept] = ['', '', '', ''];
let anchor: { events: number; root: string };

const graded = (minute: number) =>
  desk.record(DEVICE, 'DeviceReceived', `2026-03-01T08:0${minute}:00Z`, { intakeReason: 'trade_in' });
const anchorOf = async (query = '', by = auditor) =>
  (await by.get(`/v1/log/anchor${query}`)).body as unknown as typeof anchor;
const verified = (log: string, ...words: string[]) => typed(['verify', '--store', `sqlite:${log}`, ...words], {});

/** As somebody would who may write the disk, knows the format, and puts the guards back. */
function forge(log: string, work: (database: Database.Database) => void): void {
  const database = new Database(log);
  database.pragma('journal_mode = DELETE');
  database.exec(UNGUARDED);
  database.transaction(() => work(database))();
  database.exec(GUARDED);
  database.close();
}

interface Row {
  position: number;
  text: string;
}
const rowsOf = (database: Database.Database): Row[] =>
  database
    .prepare<[], Row>(
      `SELECT position, text FROM events WHERE stream =
       (SELECT stream FROM events WHERE text LIKE '%PROVE-1%' AND text ->> '$.stream' LIKE 'device-%' LIMIT 1)
       ORDER BY revision`,
    )
    .all();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-verify-'));
  const data = join(folder, 'data');
  [whole, older, altered, kept] = ['data/events.db', 'older.db', 'altered/events.db', 'anchor.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  await mkdir(join(folder, 'altered'));
  app = await RunningApp.start({}, { dataFolder: data });
  desk = new Desk(() => app, 'refit', await app.partner('refit', ['refurbisher']));
  auditor = new Desk(() => app, 'clearwater', await app.partner('clearwater', ['auditor']));
  for (const minute of [1, 2, 3]) await graded(minute);
  await app.application.close();
  await copyFile(whole, older);
  app = await RunningApp.start({}, { dataFolder: data });
  for (const minute of [4, 5]) await graded(minute);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('an anchor of a log', () => {
  it('is for auditors and operators', async () => {
    anchor = await anchorOf();
    expect(anchor).toMatchObject({ format: 'circulog-anchor', events: expect.any(Number) });
    expect(await anchorOf('', new Desk(() => app, 'operator', TEST_ADMIN_KEY))).toEqual(anchor);
    expect((await desk.get('/v1/log/anchor')).status).toBe(403);
    await writeFile(kept, JSON.stringify(anchor));
  });

  it('is asked for again on a later day by its number of events, and is the same', async () => {
    await graded(6);
    const later = await anchorOf();
    expect(later.events).toBe(anchor.events + 1);
    expect(later.root).not.toBe(anchor.root);
    expect(await anchorOf(`?events=${anchor.events}`)).toEqual(anchor);
  });

  it('of more events than there are is refused with what that may mean', async () => {
    const { status, body } = await auditor.get(`/v1/log/anchor?events=${anchor.events + 99}`);
    expect([status, body.errors[0]]).toMatchObject([422, { rule: 'log-is-shorter', pointer: '/query/events' }]);
    expect((await auditor.get('/v1/log/anchor?events=-1')).status).toBe(422);
    await app.application.close();
  });
});

describe('circulog verify --anchor', () => {
  beforeEach(() => copyFile(whole, altered));

  it('is content with a log that has grown, and prints the anchor that it has now', async () => {
    const { code, printed } = await verified(whole, '--anchor', kept);
    expect([code, printed]).toEqual([
      0,
      expect.stringMatching(/continues the anchor of \d+ events: all are there as they were, and 1 came after/),
    ]);
    const json = await typed(['--json', 'verify', '--store', `sqlite:${whole}`], {});
    const report = JSON.parse(json.printed);
    expect(report.anchor).toMatchObject({ format: 'circulog-anchor', events: anchor.events + 1 });
    await writeFile(`${kept}.report`, json.printed);
    expect((await verified(whole, '--anchor', `${kept}.report`)).code).toBe(0);
  });

  it('finds a device whose events were all computed anew, and says where', async () => {
    let place = '';
    forge(altered, (database) => {
      let previousHash: string | null = null;
      for (const { position, text } of rowsOf(database)) {
        const event = JSON.parse(text);
        event.previousHash = previousHash;
        if (event.type === 'DeviceReceived' && place === '') {
          event.occurredAt = '2019-01-01T00:00:00Z';
          place = `${event.stream} at revision ${event.revision}`;
        }
        const forged = JSON.stringify(event);
        previousHash = sha256Hex(forged);
        const change = database.prepare('UPDATE events SET text = ?, hash = unhex(?) WHERE position = ?');
        change.run(forged, previousHash, position);
      }
    });
    const without = await verified(altered);
    expect([without.code, without.printed]).toEqual([0, expect.stringContaining('computed anew, are not found')]);
    const { code, noted, printed } = await verified(altered, '--anchor', kept);
    expect([code, printed]).toEqual([7, expect.stringContaining('does not continue the anchor')]);
    expect(noted).toContain(place);
  });

  it('finds that the newest events were cut off, with all that claims them', async () => {
    forge(altered, (database) => {
      for (const { position, text } of rowsOf(database).slice(-2)) {
        const { recordedBy, metadata } = JSON.parse(text);
        database.prepare('DELETE FROM events WHERE position = ?').run(position);
        database.prepare('DELETE FROM event_ids WHERE position = ?').run(position);
        const claim = database.prepare('DELETE FROM reservations WHERE scope = 1 AND key = ?');
        claim.run(`${recordedBy}/${metadata.reference}`);
      }
    });
    expect((await verified(altered)).code).toBe(0);
    const { code, noted } = await verified(altered, '--anchor', kept);
    expect([code, noted]).toEqual([7, expect.stringContaining(`event ${anchor.events} of the log: events-missing`)]);
  });

  it('finds that an older copy was put in the place of the log', async () => {
    expect((await verified(older)).code).toBe(0);
    const { code, noted } = await verified(older, '--anchor', kept);
    expect([code, noted]).toEqual([7, expect.stringMatching(/events \d+ to \d+ of the log: events-missing/)]);
  });

  it('finds the log to be the same one after it has moved', async () => {
    const moved = join(folder, 'moved.db');
    expect((await typed(['migrate', '--from', `sqlite:${whole}`, '--to', `sqlite:${moved}`], {})).code).toBe(0);
    expect((await verified(moved, '--anchor', kept)).code).toBe(0);
  });

  it('says which file is no anchor', async () => {
    expect((await verified(whole, '--anchor', join(folder, 'none'))).code).toBe(3);
    await writeFile(`${kept}.bad`, JSON.stringify({ ...anchor, root: '0'.repeat(64) }));
    const bad = await verified(whole, '--anchor', `${kept}.bad`);
    expect([bad.code, bad.noted]).toEqual([2, expect.stringContaining('somebody changed it')]);
  });
});

describe('circulog verify', () => {
  it('says in which device, at which revision, and ends with its code', async () => {
    await copyFile(whole, altered);
    let place = '';
    forge(altered, (database) => {
      const { position, text } = rowsOf(database)[2] as Row;
      const { stream, revision } = JSON.parse(text);
      place = `${stream} at revision ${revision}: hash-differs`;
      database.prepare('UPDATE events SET text = ? WHERE position = ?').run(text.replace('trade_in', 'b2b'), position);
    });
    const { code, noted } = await verified(altered);
    expect([code, noted]).toEqual([7, expect.stringContaining(place)]);
    const moved = await typed(['migrate', '--from', `sqlite:${altered}`, '--to', `sqlite:${folder}/m.db`], {});
    expect(moved.code).toBe(7);
  });
});
