import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { ensureTopics, kafkaClient, METRICS, partnerTopic, RESTATEMENTS } from '#feeds';
import { type Row as AnsweredRow, Desk } from '../../e2e/desk.js';
import { until } from '../../e2e/until.js';
import { expectAbsoluteDefault } from '../absolute-default.js';
import { ApplicationProcess, OPERATOR_KEY } from '../landscape/application-process.js';
import { type OpenedKafka, openKafka } from './open-kafka.js';
import { type Seen, Subscriber } from './subscriber.js';

const DAY_MILLIS = 86_400_000;
const PATIENCE = 45_000;
const PARTNERS = ['acme', 'borg', 'cord'];
/** Comes later, with devices of its own. */
const NEWCOMER = 'dorn';
const METRIC_NAMES = ['devicesKnown', 'gradeDistribution', 'cycleOutcomes', 'avoidedImpactExpected'];
/** When the devices were reported: a broker takes no times that lie ahead. */
const AGO_MILLIS = 120 * DAY_MILLIS;
const started = Date.now() - AGO_MILLIS - 60_000;
const month = new Date(started).toISOString().slice(0, 7);

type Row = Record<string, unknown> & { dimensions: Record<string, string | null> };

let broker: OpenedKafka;
let folder: string;
let subscribers: Subscriber[];
let variables: Record<string, string>;
const keys = new Map<string, string>();

beforeAll(async () => {
  broker = await openKafka();
  process.stdout.write(`feeds of metrics meet: ${broker.name}\n`);
  const kafka = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', pino({ level: 'silent' }));
  const topics = [METRICS, RESTATEMENTS, partnerTopic('acme'), partnerTopic(NEWCOMER)];
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin, topics);
  await admin.disconnect();
  subscribers = await Promise.all(topics.map(({ name }) => Subscriber.of(kafka, name)));
  folder = await mkdtemp(join(tmpdir(), 'circulog-metric-feeds-'));
  variables = {
    CIRCULOG_KAFKA: broker.brokers.join(','),
    CIRCULOG_METRICS_SECONDS: '0.2',
    CIRCULOG_LEASE_SECONDS: '2',
    CIRCULOG_DATA: folder,
  };
}, 180_000);

afterAll(async () => {
  await Promise.all((subscribers ?? []).map((each) => each.close()));
  await broker?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}, 60_000);

const [shared, restated, own] = [() => subscribers[0], () => subscribers[1], () => subscribers[2]];
const newcomers = () => subscribers[3];

/** A partner's own topic has restatements of the same rows in between. */
const valuesIn = (subscriber: Subscriber | undefined): Seen[] =>
  (subscriber?.messages ?? []).filter((message) => bodyOf(message).cause === undefined);

/** The last values of a metric that a topic has. */
function latest(subscriber: Subscriber | undefined, metric: string): Row[] {
  const byKey = new Map(valuesIn(subscriber).map((message) => [message.key, message]));
  return [...byKey.values()].map(bodyOf).filter((body) => body.metric === metric && body.absent === undefined);
}

const bodyOf = ({ value }: Seen) => value as unknown as Row;
const shown = (rows: readonly Row[]) =>
  rows.map(({ asOfPosition: _, metric: __, ...row }) => JSON.stringify(sorted(row))).sort();
const sorted = (row: object) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

interface Phone {
  partner: string;
  index: number;
}

async function report(
  send: ApplicationProcess['send'],
  { partner, index }: Phone,
  type: string,
  { data, seconds = 0 }: { data: object; seconds?: number },
): Promise<string> {
  const answer = await send('POST', '/v1/events', {
    key: keys.get(partner) ?? '',
    body: {
      device: `serial:Acme:${partner.toUpperCase()}${index}`,
      type,
      occurredAt: new Date(started + seconds * 1_000).toISOString(),
      reference: `${partner}-${index}-${type}`,
      data,
    },
  });
  if (answer.status > 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.eventId);
}

const register = (send: ApplicationProcess['send'], one: Phone) =>
  report(send, one, 'DeviceRegistered', { data: { category: 'smartphone', brand: 'Acme', model: 'One' } });

/** Registered, taken in, refurbished and sold over the counter, within seconds. */
async function sold(send: ApplicationProcess['send'], one: Phone): Promise<void> {
  await register(send, one);
  await report(send, one, 'DeviceReceived', { data: { intakeReason: 'trade_in' }, seconds: 1 });
  await report(send, one, 'RefurbishmentCompleted', { data: { outcome: 'pass' }, seconds: 2 });
  const data = { orderRef: `${one.partner}-${one.index}`, fulfilment: 'in_store', country: 'DE' };
  await report(send, one, 'DeviceResold', { data, seconds: 3 });
}

it('hold what the API answers, through kills, and tell what a late event and another factor set changed', async () => {
  const opened = { ...variables, CIRCULOG_ADMIN_KEY: OPERATOR_KEY };
  const total = () =>
    latest(shared(), 'devicesKnown').find(
      ({ dimensions, period }) => period === month && Object.keys(dimensions).length === 0,
    );
  const earlier = { now: () => Date.now() - AGO_MILLIS };
  const first = await RunningApp.start(opened, { clock: earlier, dataFolder: folder });
  try {
    const send: ApplicationProcess['send'] = async (method, path, sent = {}) => {
      const { status, body } = await first.send(method, path, { key: OPERATOR_KEY, ...sent });
      return { status, body: body as Record<string, unknown> };
    };
    for (const id of PARTNERS) {
      const body = { id, name: id, roles: ['refurbisher'], country: 'DE', timeZone: 'Europe/Berlin' };
      keys.set(id, String((await send('POST', '/v1/partners', { body })).body.key));
    }
    for (let index = 0; index < 8; index += 1) for (const partner of PARTNERS) await sold(send, { partner, index });
    await until(
      async () => total()?.value,
      (value) => value === 24,
      PATIENCE,
    );
    expect(total()).toMatchObject({ status: 'provisional', period: month });
  } finally {
    await first.application.close();
  }

  let working = await ApplicationProcess.start('standalone', opened);
  try {
    await until(
      async () => total()?.status,
      (status) => status === 'final',
      PATIENCE,
    );
    expect(restated()?.messages).toEqual([]);
    await working.kill('SIGKILL');
    working = await ApplicationProcess.start('standalone', opened);
    const late = await register((...sent) => working.send(...sent), { partner: 'borg', index: 99 });
    const change = () =>
      (restated()?.messages ?? [])
        .map(bodyOf)
        .find(({ dimensions, metric }) => metric === 'devicesKnown' && Object.keys(dimensions).length === 0);
    const told = await until(
      async () => change(),
      (found) => found !== undefined,
      PATIENCE,
    );
    expect(told).toMatchObject({ cause: 'events', because: [late], from: { value: 24 }, to: { value: 25 } });
    await until(
      async () => total()?.status,
      (status) => status === 'restated',
      PATIENCE,
    );

    const path = '/v1/factor-sets/backmarket-2024@1/default';
    expect((await working.send('POST', path, { key: OPERATOR_KEY })).status).toBe(200);
    await working.kill('SIGKILL');
    working = await ApplicationProcess.start('standalone', opened);
    const byChoice = () =>
      (restated()?.messages ?? [])
        .map(bodyOf)
        .filter(({ cause, dimensions }) => cause === 'factor-set' && dimensions.indicator === 'co2e');
    const chosen = await until(
      async () =>
        byChoice().find(
          ({ dimensions, metric }) => metric === 'avoidedImpactExpected' && Object.keys(dimensions).length === 2,
        ),
      (found) => found !== undefined,
      PATIENCE,
    );
    expect(chosen).toMatchObject({
      period: month,
      formerFactorSet: 'ademe-2022-final@1',
      factorSet: 'backmarket-2024@1',
      from: { value: 1_180.8 },
      to: { value: 1_852.834113 },
    });

    for (const name of METRIC_NAMES) {
      const answers = async (by: string) =>
        (
          (await working.send('GET', `/v1/metrics/${name}${by}`, { key: keys.get('acme') ?? '' })).body as unknown as {
            rows: Row[];
          }
        ).rows;
      const everybodys = [
        ...(await answers('')),
        ...(await answers('?by=category')),
        ...(await answers('?by=country')),
      ];
      const acmes = await answers('?by=partner');
      await until(
        async () => shown(latest(shared(), name)),
        (rows) => rows.join() === shown(everybodys).join(),
        PATIENCE,
      );
      await until(
        async () => shown(latest(own(), name)),
        (rows) => rows.join() === shown(acmes).join(),
        PATIENCE,
      );
    }
    const ids = restated()?.ids() ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  } finally {
    await working.kill('SIGTERM');
  }
}, 600_000);

it('hold what the API answers by a set of what new devices cause, and events explain', async () => {
  const app = await RunningApp.start(variables, { dataFolder: folder });
  try {
    const operator = new Desk(() => app, 'operator', TEST_ADMIN_KEY);
    const refit = await Desk.open(app, NEWCOMER, ['refurbisher']);
    const told = () => valuesIn(newcomers()).map(bodyOf) as unknown as AnsweredRow[];
    await expectAbsoluteDefault({ operator, refit }, told);
  } finally {
    await app.application.close();
  }
});
