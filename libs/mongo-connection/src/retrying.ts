import { MongoError } from 'mongodb';
import { ServerAway } from '#kernel';
import { isAway, isBrokenConnection } from './away.js';
import { ATTEMPTS_MAX } from './limits.js';

const DUPLICATE_KEY = 11_000;

/**
 * Sends an operation again whose connection broke. Only for operations that may happen twice. Throws `ServerAway` where
 * the server is not back in time.
 */
export async function retrying<Result>(operation: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      if (attempt < ATTEMPTS_MAX && isBrokenConnection(error)) continue;
      throw isAway(error) ? new ServerAway(`MongoDB: ${oneLine(error)}`, { cause: error }) : error;
    }
  }
}

export const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');

export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof MongoError && 'code' in error && error.code === DUPLICATE_KEY;
