import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Connections on which nobody has asked anything yet. Node does not count them as idle, and a client that opens one in
 * advance would hold a closing server up for as long as it likes.
 */
export class SilentConnections {
  readonly #sockets = new Set<Socket>();

  static of(server: Server): SilentConnections {
    const silent = new SilentConnections();
    server.on('connection', (socket: Socket) => {
      silent.#sockets.add(socket);
      socket.once('close', () => silent.#sockets.delete(socket));
    });
    server.on('request', ({ socket }: IncomingMessage) => silent.#sockets.delete(socket));
    return silent;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
