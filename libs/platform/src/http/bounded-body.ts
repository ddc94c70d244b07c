import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { problem } from './problem.js';
import { bodyStalled, watchStall } from './stalled-body.js';

interface Bounds {
  limitBytes: number;
  stallSeconds: number;
}

type Done = (error: Error | undefined, bytes?: Buffer) => void;

/**
 * The whole body, at most `limitBytes`: refused by its declared length before a byte is read, else while reading, and
 * where nothing more of it comes for `stallSeconds`; the rest is then read and dropped, so that the client gets to see
 * the answer. A callback, not a promise: it is on the path of every report.
 */
export function readBounded(
  request: FastifyRequest,
  payload: Readable,
  { limitBytes, stallSeconds }: Bounds,
  done: Done,
): void {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limitBytes) {
    done(tooLarge(limitBytes));
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  let settled = false;
  const settle: Done = (error, bytes) => {
    if (settled) return;
    settled = true;
    stopWatching();
    done(error, bytes);
  };
  payload.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= limitBytes) chunks.push(chunk);
    else settle(tooLarge(limitBytes));
  });
  payload.on('error', (error) => settle(error));
  payload.on('end', () => settle(undefined, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
  const stopWatching = watchStall(payload, stallSeconds, () => settle(bodyStalled(stallSeconds)));
}

const tooLarge = (limitBytes: number) =>
  problem(413, 'too-large', `The body is larger than ${limitBytes} bytes.`, {
    hint: 'Split it, or send it as a file to POST /v1/imports.',
  });
