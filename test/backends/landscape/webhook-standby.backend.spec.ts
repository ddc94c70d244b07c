import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { until } from '../../e2e/until.js';
import { WebhookReceiver } from '../../e2e/webhook-receiver.js';
import { type ApplicationProcess, OPERATOR_KEY } from './application-process.js';
import { Landscape, START_MILLIS } from './landscape.js';
import { reportOf } from './reports.js';

const DEVICES = 4;
const BURST = 20;
const PATIENCE_MILLIS = 60_000;
const PARTNER = { id: 'refit', name: 'Refit', roles: ['refurbisher'], country: 'DE', timeZone: 'Europe/Berlin' };

let landscape: Landscape;
let api: ApplicationProcess;
let senders: ApplicationProcess[];
let receiver: WebhookReceiver;
let subscription: string;
let key: string;
const told: string[] = [];

const NETWORKS = { CIRCULOG_WEBHOOK_NETWORKS: '127.0.0.0/8' };
const startSender = (name: string) => landscape.start('relay', name, NETWORKS);

/** What it has tried, by its own count. */
async function attempts(sender: ApplicationProcess): Promise<number> {
  const response = await fetch(`${sender.url}/metrics`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } });
  const counts = (await response.text()).matchAll(/^circulog_webhook_attempts_total\{.*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** How often it has been told that it is its turn. */
const turnsOf = (sender: ApplicationProcess) => sender.log().split('this process delivers webhooks').length - 1;
const takesOver = (sender: ApplicationProcess) =>
  until(
    async () => turnsOf(sender),
    (turns) => turns > 0,
    PATIENCE_MILLIS,
  );

async function report(count = BURST): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const turn = told.length;
    const { status, body } = await api.send('POST', '/v1/events', {
      key,
      body: reportOf(turn % DEVICES, `r${turn}`, turn),
    });
    if (status > 202) throw new Error(JSON.stringify(body));
    told.push(String(body.eventId));
  }
}

/** All have arrived, and that they have is written: nothing is under way. `but`: who sent these cannot say so any more. */
async function settled(but: ReadonlySet<string> = new Set()): Promise<void> {
  await until(
    async () => told.filter((id) => !receiver.ids.includes(id)),
    (missing) => missing.length === 0,
    PATIENCE_MILLIS,
  );
  await until(
    async () => delivered(),
    (ids) => told.every((id) => ids.has(id) || but.has(id)),
    PATIENCE_MILLIS,
  );
}

const delivered = () => messagesThat('delivered');

async function messagesThat(outcome: string): Promise<Set<unknown>> {
  const ids = new Set<unknown>();
  for (let after = ''; ; ) {
    const { body } = await api.send('GET', `/v1/subscriptions/${subscription}/deliveries?limit=100${after}`, { key });
    for (const attempt of body.items as Record<string, unknown>[])
      if (attempt.outcome === outcome) ids.add(attempt.messageId);
    if (body.next === null) return ids;
    after = `&after=${body.next}`;
  }
}

const doubled = () => receiver.ids.filter((id, at) => receiver.ids.indexOf(id) !== at);

beforeAll(async () => {
  landscape = await Landscape.open();
  receiver = await WebhookReceiver.start();
  api = await landscape.start('api', 'api', NETWORKS);
  senders = [await startSender('one'), await startSender('two')];
  key = String((await api.send('POST', '/v1/partners', { body: PARTNER })).body.key);
  const wanted = {
    feeds: ['device-events'],
    types: ['GradeAssigned'],
    delivery: { kind: 'webhook', url: receiver.url },
  };
  subscription = String((await api.send('POST', '/v1/subscriptions', { key, body: wanted })).body.id);
}, START_MILLIS);
afterAll(async () => {
  await landscape?.close();
  await receiver?.close();
}, 60_000);

it('sends each message from one process, which another replaces when it is killed or stands still', async () => {
  const [first, second] = await Promise.race(
    senders.map((sender, at) => takesOver(sender).then(() => [sender, senders[1 - at]] as const)),
  );
  if (first === undefined || second === undefined) throw new Error('Nobody sends.');
  await report();
  await settled();
  expect(doubled()).toEqual([]);
  expect([await attempts(first), await attempts(second), turnsOf(second)]).toEqual([BURST, 0, 0]);

  const reporting = report();
  await until(
    async () => receiver.received.length,
    (count) => count > BURST + 2,
  );
  await first.kill();
  const sentByFirst = new Set(receiver.ids);
  await reporting;
  await takesOver(second);
  await settled(sentByFirst);
  // What was on its way when the process died comes again, and nothing else.
  expect(doubled().filter((id) => !sentByFirst.has(id))).toEqual([]);
  expect(await attempts(second)).toBeGreaterThan(0);

  const third = await startSender('one');
  const repeated = doubled();
  await report();
  await settled(sentByFirst);
  expect(doubled()).toEqual(repeated);
  expect(turnsOf(third)).toBe(0);

  // What is due while it stands still is due at once when it wakes, before it can learn that another has sent it.
  receiver.answer = () => (response) => response.writeHead(503, { 'retry-after': '10' }).end();
  await report(1);
  await until(
    () => messagesThat('failed'),
    (failed) => failed.has(told.at(-1)),
    PATIENCE_MILLIS,
  );
  receiver.answer = () => 204;
  second.hang();
  await takesOver(third);
  await settled(sentByFirst);
  second.wake();
  await report();
  await until(
    async () => second.log(),
    (log) => log.lastIndexOf('webhooks: this process stands by') > log.lastIndexOf('this process delivers webhooks'),
    PATIENCE_MILLIS,
  );
  await settled(sentByFirst);
  expect(doubled()).toEqual([...repeated, told.at(-1 - BURST)]);
  expect(new Set(receiver.ids)).toEqual(new Set(told));
}, 300_000);
