import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';

interface Edition {
  edition: string;
  sha256: string;
  activeSince: string;
  eventId: string;
  inUse: boolean;
}

let app: RunningApp;
let partner: string;

beforeAll(async () => {
  app = await RunningApp.start();
  partner = await app.partner('reader', ['retailer']);
});
afterAll(() => app.close());

describe('editions', () => {
  it('are in use since the first start, by an event each', async () => {
    const { status, body } = await app.send('GET', '/v1/editions', { key: partner });
    expect(status).toBe(200);
    const { items } = body as { items: Edition[] };
    expect(items.map(({ edition }) => edition)).toEqual(
      expect.arrayContaining(['categories@2', 'grade-crosswalks@1', 'type-allocations@1', 'ademe-2022-final@1']),
    );
    expect(items.every(({ inUse, sha256 }) => inUse && /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
    expect(new Set(items.map(({ edition }) => edition)).size).toBe(items.length);
  });

  it('are nobody’s to report', async () => {
    const report = {
      subject: 'model:x:y',
      type: 'EditionActivated',
      occurredAt: '2026-03-01T10:00:00Z',
      reference: 'edition-1',
      data: { edition: 'bands@9', sha256: 'a'.repeat(64) },
    };
    expect((await app.send('POST', '/v1/events', { key: partner, body: report })).status).toBe(422);
    expect((await app.send('GET', '/v1/editions', { key: null })).status).toBe(401);
  });
});
