import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXIT } from './console/exit-codes.js';
import { plainTerminal } from './console/plain-terminal.js';
import { run } from './program.js';

const PARTNERS = { items: [{ id: 'a', name: 'A', roles: ['retailer'], country: 'DE', suspended: true }] };
const PROBLEM = { title: 'Not found', detail: 'There is no device imei:1.', errors: [{ hint: 'Check the number.' }] };

/** Answers as the server would, as far as these specs go. */
function answer(path: string, key: string | undefined): [status: number, body: object] {
  if (key !== 'Bearer right') return [401, { detail: 'The key is not known.' }];
  return path === '/v1/partners' ? [200, PARTNERS] : [404, PROBLEM];
}

let server: Server;
let url = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    const [status, body] = answer(request.url ?? '', request.headers.authorization);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

async function typed(...words: string[]) {
  const { terminal, printed, noted } = plainTerminal();
  const code = await run(words, terminal, { CIRCULOG_URL: url, CIRCULOG_ADMIN_KEY: 'right' });
  return { code, printed: printed.join('\n'), noted: noted.join('\n') };
}

describe('circulog', () => {
  it('explains itself and its exit codes', async () => {
    const { code, printed } = await typed('--help');
    expect(code).toBe(EXIT.ok);
    expect(printed).toContain('4  done, but some lines were refused');
  });

  it('prints a table for people', async () => {
    const { code, printed } = await typed('partner', 'list');
    expect(code).toBe(EXIT.ok);
    expect(printed.split('\n')[1]).toBe('a   A     retailer  DE       suspended');
  });

  it('prints JSON for programs', async () => {
    expect(JSON.parse((await typed('--json', 'partner', 'list')).printed)).toEqual(PARTNERS.items);
  });

  it('tells wrong usage from what is not there, not allowed or not reachable', async () => {
    expect(await typed('fly')).toMatchObject({ code: EXIT.usage, printed: '' });
    expect(await typed('partner', 'add', 'x')).toMatchObject({ code: EXIT.usage });
    expect(await typed('journey', 'imei:1')).toMatchObject({
      code: EXIT.notFound,
      noted: 'circulog: There is no device imei:1.\nCheck the number.',
    });
    expect(await typed('import', 'no-such-file.csv')).toMatchObject({ code: EXIT.notFound });
    expect(await typed('--key', 'wrong', 'partner', 'list')).toMatchObject({ code: EXIT.notAllowed });
    expect(await typed('--url', 'http://127.0.0.1:1', 'partner', 'list')).toMatchObject({ code: EXIT.unreachable });
    expect(await typed('--url', 'nonsense', 'partner', 'list')).toMatchObject({ code: EXIT.usage });
  });

  it('tells of a file that is not what it should be in a line, and what to look at', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'circulog-program-'));
    await writeFile(join(folder, 'events.db'), 'no database at all '.repeat(100));
    const { terminal, noted } = plainTerminal();
    expect(await run(['stats'], terminal, { CIRCULOG_DATA: folder })).toBe(EXIT.failed);
    expect(noted[0]).toBe('circulog: file is not a database');
    expect(noted.join('\n')).not.toContain('    at ');
    await rm(folder, { recursive: true, force: true });
  });
});
