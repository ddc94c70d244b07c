import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asyncApiDocument, publishedSchemas } from '#contract';
import { RunningApp } from './testing/index.js';

let app: RunningApp;
beforeAll(async () => {
  app = await RunningApp.start();
  key = await app.partner('refit', ['refurbisher']);
});
afterAll(() => app.close());

let key: string;
const asked = (path: string) => app.send('GET', path, { key });

describe('the contract', () => {
  it('lists every schema with the address that it is served at, under the URI that messages name', async () => {
    const { items } = (await asked('/v1/schemas')).body as { items: { name: string; url: string; uri: string }[] };
    expect(items.map(({ name }) => name)).toEqual(publishedSchemas().map(({ name }) => name));
    for (const { url, uri } of [items[0], items.at(-1)].filter((one) => one !== undefined)) {
      const { status, body } = await asked(url);
      expect({ status, body }).toMatchObject({ status: 200, body: { $id: uri } });
    }
  });

  it.each(['device-events.GradeAssigned/v9', 'nothing/v1', '__proto__/v1'])('has no schema %s', async (path) => {
    expect((await asked(`/v1/schemas/${path}`)).status).toBe(404);
  });

  it('serves the topics as AsyncAPI to everybody, as it serves the routes as OpenAPI', async () => {
    const { body, headers } = await app.send('GET', '/asyncapi.json', { key: null });
    expect(body).toEqual(JSON.parse(JSON.stringify(asyncApiDocument())));
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });
});
