import type { IncomingMessage } from 'node:http';

/** What is read and dropped of a body whose request was refused before its end. */
const DROPPED_BYTES_MAX = 256 * 1024 * 1024;
const DROPPING_MILLIS_MAX = 10_000;

/**
 * Lets a client finish a body that nobody wants, within limits. Closing a connection on which it still sends makes its
 * system throw the answer away unseen, so that instead of the refusal it sees a broken pipe.
 */
export function dropRest(request: IncomingMessage): void {
  const { socket } = request;
  const giveUp = setTimeout(() => socket.destroy(), DROPPING_MILLIS_MAX).unref();
  let left = DROPPED_BYTES_MAX;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) socket.destroy();
  });
  request.once('close', () => clearTimeout(giveUp));
}
