import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { RunningApp } from '#api/testing';
import { ExampleProcess } from '../backends/examples/example-process.js';
import { freePort } from '../backends/free-port.js';
import { Desk } from './desk.js';
import { followed, type Restated, standsOnceClosed, standsUntil } from './followed-restatements.js';
import { asAnswered, publishedRowsAnswered, type RowsByKey } from './published-rows-answered.js';
import { until } from './until.js';

const SECRET = `whsec_${Buffer.from('a secret of a test, 32 bytes long').toString('base64')}`;
const EVENT = { specversion: '1.0', id: 'e1', type: 'org.circulog.device.GradeAssigned.v1', subject: 'device/d1' };

let folder: string;
let receiver: ExampleProcess;
let url: string;

async function start({ port: wanted = 0, inbox = 'inbox.ndjson', secret = SECRET } = {}): Promise<void> {
  const given = ['--port', String(wanted), '--inbox', join(folder, inbox)];
  receiver = ExampleProcess.start(process.execPath, ['examples/webhooks-typescript/receiver.ts', ...given], {
    WEBHOOK_SECRET: secret,
  });
  const port = await until(
    async () => /listening on (\d+)/.exec(receiver.output)?.[1],
    (found) => found !== undefined || !receiver.isRunning,
  );
  if (port === undefined) throw new Error(receiver.output);
  url = `http://127.0.0.1:${port}/`;
}

/** As Circulog would, with whatever is different. */
async function send(id: string, { secret = SECRET, at = new Date(), sent = EVENT } = {}): Promise<number> {
  const headers = {
    'content-type': 'application/cloudevents+json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, JSON.stringify(EVENT)),
  };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(sent) })).status;
}

interface Kept {
  webhookId: string;
  event: { type: string; partitionkey: string; data: Record<string, unknown> };
}

const kept = async (inbox = 'inbox.ndjson'): Promise<Kept[]> =>
  wholeLines(await readFile(join(folder, inbox), 'utf8')).map((line) => JSON.parse(line));
/** The last one may be half written. */
const wholeLines = (text: string) => text.split('\n').slice(0, -1);
const idsKept = async () => (await kept()).map(({ webhookId }) => webhookId);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-receiver-'));
  await start();
});
afterAll(async () => {
  await receiver?.kill();
  await rm(folder, { recursive: true, force: true });
});

describe('the example of a webhook receiver, sent what a Standard Webhooks sender signs', () => {
  it('keeps each message once, at once and after a restart', async () => {
    expect(await send('m1')).toBe(204);
    expect(await Promise.all([send('m2'), send('m2'), send('m1')])).toEqual([204, 204, 204]);
    await receiver.stop();
    await start();
    expect(await send('m1')).toBe(204);
    expect(await send('m3')).toBe(204);
    expect((await idsKept()).toSorted()).toEqual(['m1', 'm2', 'm3']);
  });

  it('refuses what another secret signed, what was changed on the way, and what is old', async () => {
    const other = `whsec_${Buffer.from('another secret, just as long as it').toString('base64')}`;
    expect(await send('m4', { secret: other })).toBe(401);
    expect(await send('m4', { sent: { ...EVENT, subject: 'device/d2' } })).toBe(401);
    expect(await send('m4', { at: new Date(Date.now() - 3_600_000) })).toBe(401);
    expect((await fetch(url)).status).toBe(405);
    expect(await idsKept()).not.toContain('m4');
  });

  it('takes no body without a limit', async () => {
    const answer = await fetch(url, { method: 'POST', body: 'x'.repeat(3 * 1024 * 1024) }).then(
      ({ status }) => status,
      () => 'cut',
    );
    expect([413, 'cut']).toContain(answer);
    expect(await send('m5')).toBe(204);
  });
});

describe('the example of a webhook receiver, subscribed to Circulog', () => {
  const variables = { CIRCULOG_WEBHOOK_NETWORKS: '127.0.0.0/8', CIRCULOG_METRICS_SECONDS: '0.2' };
  let app: RunningApp;

  beforeAll(async () => {
    await receiver.stop();
    app = await RunningApp.start(variables);
  });
  afterAll(() => app.close());

  /** Answers how the receiver is started for it, and how delivery goes on once it is there again. */
  async function subscribed(desk: Desk, inbox: string, chosen: object) {
    const port = await freePort();
    const delivery = { kind: 'webhook', url: `http://127.0.0.1:${port}/` };
    const { status, body } = await desk.post('/v1/subscriptions', { ...chosen, delivery });
    expect(status).toBe(201);
    const resume = async () => expect((await desk.post(`/v1/subscriptions/${body.id}/resume`, {})).status).toBe(200);
    return { settings: { port, inbox, secret: String(body.secret) }, resume };
  }

  const eachOf = async (desks: readonly Desk[], type: string, occurredAt: string, data: object) => {
    for (const desk of desks) {
      for (let number = 0; number < 8; number += 1) {
        await desk.record(`serial:Northwind:${desk.id}-${number}`, type, occurredAt, data);
      }
    }
  };

  it('has every event of its subscription once, those too that happened while it was away', async () => {
    const refit = await Desk.open(app, 'refit', ['refurbisher']);
    const wanted = { feeds: ['partner-events'], types: ['DeviceReceived'] };
    const { settings, resume } = await subscribed(refit, 'subscribed.ndjson', wanted);
    const told: string[] = [];
    const receive = async (serial: string) => {
      const data = { intakeReason: 'b2b' };
      const { body } = await refit.record(`serial:Northwind:${serial}`, 'DeviceReceived', '2026-03-01T08:00:00Z', data);
      told.push(String(body.eventId));
    };
    const hasAll = () =>
      until(
        () => kept(settings.inbox),
        (all) => all.length >= told.length,
      );

    await start(settings);
    await receive('HOOKED-1');
    await hasAll();
    await receiver.stop();
    await receive('HOOKED-2');
    await receive('HOOKED-3');
    await start(settings);
    await resume();
    const all = await hasAll();
    expect(all.map(({ event }) => event.data.eventId).toSorted()).toEqual(told.toSorted());
  });

  it('ends with the values that the API answers, row by row, whatever it missed', async () => {
    const desks = await Promise.all(['one', 'two', 'three'].map((id) => Desk.open(app, id, ['refurbisher'])));
    const [one] = desks as [Desk];
    const wanted = { feeds: ['metrics', 'restatements'] };
    const { settings, resume } = await subscribed(one, 'metrics.ndjson', wanted);
    await start(settings);
    await eachOf(desks, 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' });
    await until(
      () => kept(settings.inbox),
      (all) => all.length > 0,
    );
    await receiver.stop();
    const grade = { scheme: 'backmarket', schemeVersion: '1', code: 'good' };
    await eachOf(desks, 'GradeAssigned', '2026-04-02T08:00:00Z', { grade, method: 'manual' });
    const answered = await publishedRowsAnswered(app, one);
    await start(settings);
    await resume();
    const latest = async () => latestValues(await kept(settings.inbox));
    const ended = await until(latest, (values) => isDeepStrictEqual(values, answered), 60_000).catch(latest);
    expect(ended).toEqual(answered);
    expect([answered.everybodys, answered.own].map((rows) => Object.keys(rows).length > 0)).toEqual([true, true]);
  }, 90_000);

  it('ends with what the API answers of closed months, by following each restatement from where they were', async () => {
    const ago = Date.now() - Date.parse('2026-03-20T08:00:00Z');
    let given = await RunningApp.start(variables, { clock: { now: () => Date.now() - ago } });
    try {
      const open = async (id: string) => new Desk(() => given, id, await given.partner(id, ['refurbisher']));
      const desks = await Promise.all(['one', 'two', 'three'].map(open));
      const [one] = desks as [Desk];
      await eachOf(desks, 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' });
      given = await given.restart(variables);
      const closed = await standsOnceClosed('2026-03', given, one);
      const { settings, resume } = await subscribed(one, 'restatements.ndjson', { feeds: ['restatements'] });
      const restated = async () => restatementsIn(await kept(settings.inbox));
      const receive = async (at: string, more = {}) => {
        const report = await one.record('serial:Northwind:LATE', 'DeviceReceived', at, { intakeReason: 'b2b' }, more);
        return report.body.eventId;
      };

      await start(settings);
      const late = await receive('2026-03-05T08:00:00Z');
      await until(restated, (all) => all.length > 0);
      await receiver.stop();
      await receive('2026-02-27T08:00:00Z', { corrects: late });
      const present = standsUntil('2026-03', await publishedRowsAnswered(given, one));
      await start(settings);
      await resume();
      const reached = async () => followed(closed, await restated());
      const ended = await until(reached, (stands) => isDeepStrictEqual(stands, present), 60_000).catch(reached);
      expect(ended).toEqual(present);
      expect(present).not.toEqual(closed);
    } finally {
      await given.close();
    }
  }, 90_000);
});

const restatementsIn = (all: readonly Kept[]): Restated[] =>
  all.map(({ event: { partitionkey, data } }) => ({ ...(data as unknown as Restated), key: partitionkey }));

/** What was told last of each row: messages of one key come one after the other. */
function latestValues(all: readonly Kept[]): RowsByKey {
  const values = all.filter(({ event }) => event.type === 'org.circulog.metric.MetricValue.v1');
  const byKey = new Map<string, Kept['event']>();
  for (const { event } of values) byKey.set(event.partitionkey, event);
  const told = [...byKey].map(([key, { data }]) => [key, data] as const);
  const isOwn = ([, { dimensions }]: (typeof told)[number]) => 'partner' in (dimensions as object);
  return {
    everybodys: asAnswered(Object.fromEntries(told.filter((row) => !isOwn(row)))),
    own: asAnswered(Object.fromEntries(told.filter(isOwn))),
  };
}
