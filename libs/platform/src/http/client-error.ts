import type { Socket } from 'node:net';
import { PROBLEM_MEDIA_TYPE, problem, toProblem } from './problem.js';

/** What is no HTTP never reaches Fastify: answered on the bare socket, in the same form as everything else. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const refusal = tooLarge
    ? problem(431, 'headers-too-large', 'The headers are larger than 16 KiB.')
    : problem(400, 'not-http', 'This is not an HTTP request that can be read.');
  const body = JSON.stringify(toProblem(refusal, { instance: '' }));
  const head = [
    `HTTP/1.1 ${refusal.status} ${refusal.title}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
