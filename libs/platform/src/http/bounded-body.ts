import type { FastifyRequest } from 'fastify';
import { problem } from './problem.js';

/** The whole body, at most `limitBytes`: refused by its declared length before a byte is read, else while reading. */
export function readBounded(
  request: FastifyRequest,
  payload: NodeJS.ReadableStream,
  limitBytes: number,
): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limitBytes) return Promise.reject(tooLarge(limitBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limitBytes) chunks.push(chunk);
      else {
        payload.removeListener('data', onData);
        payload.resume();
        reject(tooLarge(limitBytes));
      }
    };
    payload.on('data', onData);
    payload.once('error', reject);
    payload.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
  });
}

const tooLarge = (limitBytes: number) =>
  problem(413, 'too-large', `The body is larger than ${limitBytes} bytes.`, {
    hint: 'Split it, or send it as a file to POST /v1/imports.',
  });
