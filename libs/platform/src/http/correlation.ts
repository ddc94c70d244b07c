import type { IncomingMessage } from 'node:http';
import type { Ids } from '../tokens.js';

export const CORRELATION_HEADER = 'x-correlation-id';
const PRINTABLE = /^[\x21-\x7e]{1,128}$/;

/** The caller's correlation id where it sent a usable one, else a new one. */
export const correlationIds = (ids: Ids) => (request: Pick<IncomingMessage, 'headers'>) => {
  const sent = request.headers[CORRELATION_HEADER];
  return typeof sent === 'string' && PRINTABLE.test(sent) ? sent : ids.next();
};
