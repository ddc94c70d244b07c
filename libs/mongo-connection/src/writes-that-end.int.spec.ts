import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import './index.js';

const driver = createRequire(import.meta.url);
const { Connection } = driver('mongodb/lib/cmap/connection.js') as {
  Connection: new (
    socket: Socket,
    options: object,
  ) => { command(namespace: object, command: object, options: object): Promise<unknown> };
};
const { ns } = driver('mongodb/lib/utils.js') as { ns: (name: string) => object };

let server: Server;
beforeEach(async () => {
  server = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => void server.close());

it('fails a command whose socket was destroyed just before it was written, which the driver waits for for ever', async () => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const connection = new Connection(socket, { hostAddress: 'a-server', id: 1, generation: 0 });
  socket.destroy();
  await expect(connection.command(ns('admin.$cmd'), { hello: 1 }, {})).rejects.toThrow('connection 1 to');
}, 5_000);
