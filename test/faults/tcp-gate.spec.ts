import { createConnection, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TcpGate } from './tcp-gate.js';

let server: Server;
let gate: TcpGate;

beforeEach(async () => {
  server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  gate = await TcpGate.open({
    host: '127.0.0.1',
    port: address !== null && typeof address === 'object' ? address.port : 0,
  });
});
afterEach(async () => {
  await gate.close();
  await new Promise((resolve) => server.close(resolve));
});

/** What comes back of what was said, or how the connection ended. */
const echo = (text: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = createConnection(gate.port, '127.0.0.1');
    let heard = '';
    socket.on('data', (part) => {
      heard += String(part);
      if (heard.length === text.length) socket.end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
    socket.write(text);
  });

describe('the gate between two machines', () => {
  it('passes what is said, in order, however much and however slowly', async () => {
    const text = Array.from({ length: 50_000 }, (_, index) => `${index};`).join('');
    gate.delay(1);
    expect(await echo(text)).toBe(text);
  });

  it('lets nothing through while it is shut, and again after', async () => {
    gate.shut();
    expect(await echo('closed')).toBe('');
    gate.reopen();
    expect(await echo('open')).toBe('open');
  });

  it('takes at least the delay each way', async () => {
    gate.delay(40);
    const began = performance.now();
    expect(await echo('slow')).toBe('slow');
    expect(performance.now() - began).toBeGreaterThanOrEqual(78);
  });
});
