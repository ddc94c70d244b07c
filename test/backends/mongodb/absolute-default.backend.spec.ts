import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { Desk, type Row } from '../../e2e/desk.js';
import { EventStreamReader } from '../../e2e/event-stream-reader.js';
import { expectAbsoluteDefault } from '../absolute-default.js';
import { type OpenedMongoDb, openMongoDb } from './open-mongodb.js';
import { dropDatabase, ownDatabase } from './own-database.js';

let server: OpenedMongoDb;
let databases: { CIRCULOG_READ_STORE: string; CIRCULOG_OPS_STORE: string };
let app: RunningApp;
let feed: EventStreamReader;

beforeAll(async () => {
  server = await openMongoDb();
  databases = { CIRCULOG_READ_STORE: ownDatabase(server.url), CIRCULOG_OPS_STORE: ownDatabase(server.url) };
  app = await RunningApp.start({ ...databases, CIRCULOG_METRICS_SECONDS: '0.2' });
}, 180_000);

afterAll(async () => {
  feed?.cut();
  await app?.close();
  if (server?.kind === 'environment') await Promise.all(Object.values(databases).map(dropDatabase));
  await server?.stop();
}, 60_000);

it('gives by a set of what new devices cause what the API answers, the feed tells and events explain', async () => {
  const refit = await Desk.open(app, 'refit', ['refurbisher']);
  const operator = new Desk(() => app, 'operator', TEST_ADMIN_KEY);
  feed = await EventStreamReader.open(app, '/v1/feeds/metrics/stream?after=start', refit.key);
  const told = () => feed.events.map(({ data }) => data?.data as unknown as Row);
  expect(told()).toEqual([]);
  await expectAbsoluteDefault({ operator, refit }, told);
});
