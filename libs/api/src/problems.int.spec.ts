import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, RunningApp } from './testing/index.js';

let app: RunningApp;
beforeAll(async () => {
  app = await RunningApp.start();
});
afterAll(() => app.close());

interface ProblemBody {
  status: number;
  title: string;
  instance: string;
  errors: { pointer: string; rule: string; detail: string; hint?: string }[];
}

function problemOf(answer: Answer): ProblemBody {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const body = answer.body as ProblemBody;
  expect(Object.keys(body)).toEqual(['type', 'title', 'status', 'detail', 'instance', 'correlationId', 'errors']);
  expect(body.status).toBe(answer.status);
  return body;
}

const valid = { id: 'p1', name: 'One', roles: ['recycler'], country: 'DE' };
const post = (body: unknown, headers: Record<string, string> = {}) =>
  app.send('POST', '/v1/partners', { body, headers });
const rules = (answer: Answer) => problemOf(answer).errors.map(({ rule }) => rule);

describe('a problem', () => {
  it('names all failures at once, each by its pointer', async () => {
    const answer = await post({
      id: 'UPPER',
      roles: ['king'],
      country: 'Germany',
      colour: 'red',
      sites: [{ id: 'a/b' }],
    });
    expect(answer.status).toBe(422);
    const found = problemOf(answer).errors.map(({ pointer, rule }) => `${pointer} ${rule}`);
    expect(found).toEqual(
      expect.arrayContaining([
        '/id wrong-format',
        '/name required',
        '/roles/0 not-one-of',
        '/country wrong-format',
        '/sites/0/timeZone required',
        '/colour unknown-field',
      ]),
    );
  });

  it('hints at what to send instead', async () => {
    const [failure] = problemOf(await post({ ...valid, roles: ['king'] })).errors;
    expect(failure?.hint).toContain('refurbisher');
  });

  it('answers an address that there is not', async () => {
    const answer = await app.send('GET', '/v1/nothing?x=1');
    expect([answer.status, rules(answer)]).toEqual([404, ['unknown-route']]);
    expect(problemOf(answer).instance).toBe('/v1/nothing');
  });

  it('answers a method that the address has not, with those that it has', async () => {
    const answer = await app.send('DELETE', '/v1/partners');
    expect([answer.status, rules(answer)]).toEqual([405, ['method-not-allowed']]);
    expect(answer.headers.get('allow')).toBe('POST, GET, HEAD');
  });

  it('answers an address that cannot be decoded', async () => {
    const answer = await app.send('GET', '/v1/partners/%E0%A4%A');
    expect(answer.status).toBe(400);
    problemOf(answer);
  });

  it('repeats the correlation id that was sent, and makes one where none was', async () => {
    const sent = await app.send('GET', '/v1/nothing', { headers: { 'x-correlation-id': 'order-77' } });
    expect(sent.headers.get('x-correlation-id')).toBe('order-77');
    expect(sent.body).toMatchObject({ correlationId: 'order-77' });
    const made = await app.send('GET', '/v1/nothing', { headers: { 'x-correlation-id': 'has a space' } });
    expect(made.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a body', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));

  it.each<[string, string | Uint8Array, number, string]>([
    ['that is not JSON', '{"id": ', 400, 'not-json'],
    ['that is empty text', ' ', 400, 'not-json'],
    ['that nests 33 deep', deep(33), 400, 'too-deep'],
    ['that nests 200,000 deep', deep(200_000), 400, 'too-deep'],
    ['with __proto__', '{"__proto__": {"roles": ["operator"]}}', 400, 'forbidden-key'],
    ['with an escaped __proto__', '{"\\u005f_proto__": 1}', 400, 'forbidden-key'],
    ['with constructor, deeper', '{"sites": [{"constructor": {"prototype": 1}}]}', 400, 'forbidden-key'],
    ['with a key twice', '{"id": "a", "id": "b"}', 400, 'duplicate-key'],
    ['with a key twice, once escaped', '{"id": "a", "\\u0069d": "b"}', 400, 'duplicate-key'],
    ['with half a surrogate pair', '{"name": "\\ud800"}', 400, 'ill-formed-unicode'],
    ['that is not UTF-8', bytes('{"name": "', [0xff, 0xfe], '"}'), 400, 'not-utf-8'],
    ['that is no object', '[1, 2]', 422, 'wrong-type'],
    ['that is null', 'null', 422, 'wrong-type'],
  ])('%s is refused', async (_, body, status, rule) => {
    const answer = await post(body);
    expect([answer.status, rules(answer)]).toEqual([status, [rule]]);
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'of type %s is refused',
    async (type) => {
      const answer = await post('id=p1', { 'content-type': type });
      expect([answer.status, rules(answer)]).toEqual([415, ['unsupported-media-type']]);
    },
  );

  it('that is compressed is refused', async () => {
    const answer = await post('{}', { 'content-encoding': 'gzip' });
    expect([answer.status, rules(answer)]).toEqual([415, ['unsupported-encoding']]);
  });

  it('of 100 MB is refused, and the next request is answered', async () => {
    const answer = await post(new Uint8Array(100 * 1024 * 1024).fill(0x20));
    expect([answer.status, rules(answer)]).toEqual([413, ['too-large']]);
    expect((await app.send('GET', '/health/live')).status).toBe(200);
  });

  it('of unknown length is refused once it is too large', async () => {
    const block = new Uint8Array(256 * 1024).fill(0x20);
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(block);
      },
    });
    const response = await fetch(`${app.url}/v1/partners`, {
      method: 'POST',
      headers: { authorization: 'Bearer operator-key-of-a-test', 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });
});

describe('nothing bad', () => {
  it('has registered a partner', async () => {
    const { body } = await app.send('GET', '/v1/partners');
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(['operator']);
  });
});

describe('an address', () => {
  it('whose part is longer than anything that we name is a problem', async () => {
    const answer = await app.send('GET', `/v1/partners/${'x'.repeat(5_000)}`);
    expect([answer.status, rules(answer)]).toEqual([414, ['address-too-long']]);
  });
});
