import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { RunningApp } from '#api/testing';

interface Operation {
  operationId: string;
  tags?: string[];
  summary?: string;
  security?: object[];
  requestBody?: object;
  responses: Record<string, { content?: object; $ref?: string }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

let app: RunningApp;
let served: Document;
let operations: [name: string, Operation][];
beforeAll(async () => {
  app = await RunningApp.start();
  served = (await app.send('GET', '/openapi.json', { key: null })).body as Document;
  operations = Object.entries(served.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
});
afterAll(() => app.close());

const failing = (test: (operation: Operation, name: string) => boolean) =>
  operations.filter(([name, operation]) => !test(operation, name)).map(([name]) => name);

describe('docs/openapi.json', () => {
  it('is what the server serves; if not, run `npm run openapi`', async () => {
    const kept = await readFile('docs/openapi.json', 'utf8');
    const stale = kept === `${JSON.stringify(served, null, 2)}\n` ? '' : 'stale: run `npm run openapi`';
    expect(stale).toBe('');
  });

  it('is OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(served as unknown as Record<string, unknown>)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });
});

describe('the description of the API', () => {
  it('has every route that the server has', () => {
    const routes = app.application.routes.routes
      .filter(({ method, url }) => method !== 'HEAD' && method !== 'OPTIONS' && /^\/(v1|health|metrics)/.test(url))
      .map(({ method, url }) => `${String(method).toLowerCase()} ${url.replaceAll(/:([A-Za-z]+)/g, '{$1}')}`);
    expect(operations.map(([name]) => name).sort()).toEqual([...new Set(routes)].sort());
  });

  it('has a summary, a tag and an id of its own for each', () => {
    expect(failing(({ summary, tags }) => (summary ?? '') !== '' && tags?.length === 1)).toEqual([]);
    expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length);
  });

  it('says of each answer that has a body what the body is', () => {
    const bodiless = new Set(['204', '304', '308']);
    expect(
      failing(({ responses }) =>
        Object.entries(responses).every(
          ([status, { content, $ref }]) => bodiless.has(status) || content !== undefined || $ref !== undefined,
        ),
      ),
    ).toEqual([]);
  });

  it('asks for a key everywhere but at the health routes, and tells the problems that this makes possible', () => {
    const isPublic = (name: string) => /^get \/health\//.test(name);
    expect(failing(({ security }, name) => (security?.length === 1) !== isPublic(name))).toEqual([]);
    expect(
      failing(({ responses }, name) => isPublic(name) || ['401', '403', '429'].every((status) => status in responses)),
    ).toEqual([]);
    expect(failing(({ requestBody, responses }) => requestBody === undefined || '422' in responses)).toEqual([]);
  });
});
