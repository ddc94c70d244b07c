import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Server as RawServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AddressPolicy } from '../domain/address-policy.js';
import { WebhookSender } from './webhook-sender.js';

const open: { server: Server; sender: WebhookSender }[] = [];
afterEach(() => {
  for (const { server, sender } of open.splice(0)) {
    sender.close();
    server.closeAllConnections();
    server.close();
  }
});

/** A receiver on this machine, a sender that may call it, and what it was sent. */
async function receiver(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  { networks = '127.0.0.1', ...limits }: { networks?: string; connectMillis?: number; totalMillis?: number } = {},
) {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume().once('end', () => answer(response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sender = new WebhookSender(AddressPolicy.of(networks), limits);
  open.push({ server, sender });
  const { port } = server.address() as AddressInfo;
  const send = (host = '127.0.0.1', signal?: AbortSignal) =>
    sender.send({ url: `http://${host}:${port}/hook`, headers: { 'webhook-id': '1' }, body: '{}' }, signal);
  return { send, requests: () => requests };
}

describe('a request to an endpoint', () => {
  it('is a delivery when the answer is 2xx', async () => {
    const { send } = await receiver((response) => response.writeHead(202).end('taken'));
    expect(await send()).toEqual({ status: 202, answer: 'taken', millis: expect.any(Number) });
  });

  it('is none for any other answer, and tells what the receiver asks for', async () => {
    const { send } = await receiver((response) => response.writeHead(503, { 'retry-after': '7' }).end());
    const outcome = await send();
    expect(outcome).toMatchObject({ status: 503, error: 'Answered 503.', retryAfterMillis: 7_000 });
    expect(outcome).not.toHaveProperty('unreached');
  });

  it('follows no redirect, wherever it leads', async () => {
    const { send, requests } = await receiver((response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    );
    expect(await send()).toMatchObject({ status: 302, error: 'Answered 302; redirects are not followed.' });
    expect(requests()).toBe(1);
  });

  it('keeps the first kilobyte of an endless answer', async () => {
    const { send } = await receiver((response) => {
      const more = () => {
        while (response.write('x'.repeat(1_000)));
      };
      response.on('drain', more);
      more();
    });
    const { answer, status } = await send();
    expect([status, answer?.length]).toEqual([200, 1_024]);
  });

  it('is given up when there is no answer, or nobody waits for one', async () => {
    const { send } = await receiver(() => undefined, { totalMillis: 50 });
    expect(await send()).toMatchObject({ error: 'No answer within 50 ms.' });
    const patient = await receiver(() => undefined);
    expect(await patient.send('127.0.0.1', AbortSignal.abort())).toMatchObject({ error: 'Given up.' });
  });

  it('tells why nobody is there', async () => {
    const sender = new WebhookSender(AddressPolicy.of('any'));
    const outcome = await sender.send({ url: 'http://127.0.0.1:1/', headers: {}, body: '' });
    expect(outcome.error).toContain('ECONNREFUSED');
    expect(outcome.unreached).toBe(true);
  });
});

describe('an address that is not allowed', () => {
  it('is not connected to, whether it is named or written', async () => {
    const { send, requests } = await receiver((response) => response.end(), { networks: '10.0.0.0/8' });
    expect(await send()).toMatchObject({ error: 'It lies in a network that is not public.' });
    expect(await send('localhost')).toMatchObject({ error: 'It lies in a network that is not public.' });
    expect(requests()).toBe(0);
  });
});

describe('an endpoint that does not speak as it should', () => {
  const raw: { server: RawServer; sockets: Socket[] }[] = [];
  afterEach(() => {
    for (const { server, sockets } of raw.splice(0)) {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });

  async function sendTo(answer: (socket: Socket) => void) {
    const sockets: Socket[] = [];
    const server = createRawServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      socket.once('data', () => answer(socket));
    });
    raw.push({ server, sockets });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const sender = new WebhookSender(AddressPolicy.of('127.0.0.1'));
    return sender.send({ url: `http://127.0.0.1:${port}/hook`, headers: {}, body: '{}' }).finally(() => sender.close());
  }

  it('is not waited for when it wants another protocol', async () => {
    const outcome = await sendTo((socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    );
    expect(outcome).toMatchObject({ error: 'Answered 101; protocols are not switched.' });
    expect(outcome).not.toHaveProperty('unreached');
  });

  it('is not waited for when it hangs up without an answer', async () => {
    const hungUp = { error: expect.stringContaining('socket hang up') };
    expect(await sendTo((socket) => socket.end())).toMatchObject(hungUp);
    expect(await sendTo((socket) => socket.end('HTTP/1.1 100 Continue\r\n\r\n'))).toMatchObject(hungUp);
  });

  it('is taken at its word when it hangs up amid its answer', async () => {
    const outcome = await sendTo((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'));
    expect(outcome).toEqual({ status: 200, answer: 'half', millis: expect.any(Number) });
  });
});
