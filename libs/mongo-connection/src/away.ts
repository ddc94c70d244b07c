import { MongoError, MongoErrorLabel, MongoNetworkError, MongoServerSelectionError } from 'mongodb';

/** The driver keeps this class to itself: no connection became free in time. */
const WAITED_IN_VAIN = 'MongoWaitQueueTimeoutError';
/** Codes of failed look-ups of names; `mongodb+srv` has them before there is a connection. */
const NAME_CODES = new Set(['ENOTFOUND', 'ENODATA', 'EAI_AGAIN', 'ESERVFAIL', 'ETIMEOUT', 'ECONNREFUSED']);
/** A certificate that is not trusted, or a server that does not speak TLS, stays so until somebody mends it. */
const SECURITY = /certificate|self.signed|altname|wrong version number|ssl|tls/i;

/** A connection that broke under an operation. */
export const isBrokenConnection = (error: unknown): boolean =>
  error instanceof MongoNetworkError ||
  (error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.RetryableWriteError));

/** The server, or its primary, cannot be asked just now, which may pass. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error) || SECURITY.test(chainOf(error))) return false;
  return (
    isBrokenConnection(error) ||
    error instanceof MongoServerSelectionError ||
    error.name === WAITED_IN_VAIN ||
    ('code' in error && NAME_CODES.has(String(error.code)))
  );
}

/** Messages of an error and its causes. */
const chainOf = (error: Error): string =>
  error.cause instanceof Error ? `${error.message} ${chainOf(error.cause)}` : error.message;
