import { NoSuchPlace, ServerTrouble } from '../stream-server.js';

/** The server answered that it will not do it; asking again does not help. */
export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal';
}

const REFUSED_TYPES = new Set(['access-denied', 'stream-deleted', 'maximum-append-size-exceeded', 'invalid-argument']);

/** gRPC codes whose meaning is that the request itself is wrong: INVALID_ARGUMENT, PERMISSION_DENIED, UNAUTHENTICATED. */
const REFUSED_CODES = new Set([3, 7, 16]);

/** Sorts what the client throws: trouble is asked again, a refusal is not. Messages hold no secrets. */
export function serverError(thrown: unknown): Error {
  if (thrown instanceof ServerTrouble || thrown instanceof ServerRefusal) return thrown;
  const { type, code, message } = thrown as { type?: string; code?: number; message?: string };
  const text = (message ?? String(thrown)).split('\n')[0] ?? '';
  if (/invalid position/i.test(text)) return new NoSuchPlace(text);
  const refused = (type !== undefined && REFUSED_TYPES.has(type)) || (code !== undefined && REFUSED_CODES.has(code));
  return refused ? new ServerRefusal(text) : new ServerTrouble(text);
}

export const isStreamNotFound = (thrown: unknown): boolean => (thrown as { type?: string }).type === 'stream-not-found';
