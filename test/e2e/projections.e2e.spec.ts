import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';

interface Projection {
  name: string;
  state: string;
  generation: number;
  lag: { events: number };
}

let app: RunningApp;
let refurbisher: string;

beforeAll(async () => {
  app = await RunningApp.start({ CIRCULOG_TEST_IMEIS: 'refuse' });
  refurbisher = await app.partner('refit', ['refurbisher']);
});

afterAll(() => app.close());

const grading = (device: string, reference: string) => ({
  device,
  type: 'GradeAssigned',
  occurredAt: '2026-03-04T10:15:00+01:00',
  reference,
  data: { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' },
});

const projections = async (): Promise<Projection[]> =>
  ((await app.send('GET', '/v1/projections')).body as { items: Projection[] }).items;

async function until(settled: (found: Projection[]) => boolean): Promise<Projection[]> {
  for (;;) {
    const found = await projections();
    if (settled(found)) return found;
  }
}

describe('projections', () => {
  it('are rebuilt beside what is read, and take over with what they say', async () => {
    const sent = await app.send('POST', '/v1/events', {
      key: refurbisher,
      body: grading('serial:Northwind:P1', 'p-1'),
    });
    expect(sent.status).toBe(201);
    const before = await until((found) => found.every(({ lag }) => lag.events === 0));
    const live = before.find(({ name, state }) => name === 'measures' && state === 'live');
    expect((await app.send('POST', '/v1/projections/measures/rebuild')).status).toBe(202);
    const generation = (live?.generation ?? 0) + 1;
    const after = await until((found) =>
      found.some((one) => one.name === 'measures' && one.state === 'live' && one.generation === generation),
    );
    expect(after.filter(({ name }) => name === 'measures')).toHaveLength(1);
  });

  it('are an operator’s business, and unknown ones are not found', async () => {
    expect((await app.send('GET', '/v1/projections', { key: refurbisher })).status).toBe(403);
    expect((await app.send('POST', '/v1/projections/nothing/rebuild')).status).toBe(404);
  });
});

describe('test identifiers', () => {
  it('are turned away where the installation says so', async () => {
    const answer = await app.send('POST', '/v1/events', {
      key: refurbisher,
      body: grading('imei:004401245678905', 'test-imei'),
    });
    expect([answer.status, answer.body]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/device' })] }),
    ]);
  });
});
