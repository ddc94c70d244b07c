import { describe, expect, it } from '@jest/globals';
import { MongoNetworkError, MongoServerError } from 'mongodb';
import { ServerAway } from '#kernel';
import { isAway } from './away.js';
import { retrying } from './retrying.js';

const coded = (message: string, code: string | number) => Object.assign(new Error(message), { code });

describe('a MongoDB that does not do what it is asked', () => {
  it.each([
    ['its connection broke', new MongoNetworkError('connection 3 to 10.0.0.7:27017 closed')],
    ['its name is not known yet', coded('querySrv ENOTFOUND _mongodb._tcp.cluster.example', 'ENOTFOUND')],
    ['it lost its primary', new MongoServerError({ message: 'not primary', errorLabels: ['RetryableWriteError'] })],
  ])('is away where %s', async (_, error) => {
    expect(isAway(error)).toBe(true);
    await expect(retrying(() => Promise.reject(error))).rejects.toBeInstanceOf(ServerAway);
  });

  it.each([
    ['it refuses the credentials', new MongoServerError({ message: 'Authentication failed.', code: 18 })],
    ['its certificate is not trusted', new MongoNetworkError('self-signed certificate in certificate chain')],
    [
      'it does not speak TLS',
      new MongoNetworkError('connect', { cause: coded('routines:ssl3_get_record:wrong version number', 'EPROTO') }),
    ],
    ['there is such a document already', new MongoServerError({ message: 'E11000 duplicate key', code: 11_000 })],
  ])('is there where %s', async (_, error) => {
    expect(isAway(error)).toBe(false);
    await expect(retrying(() => Promise.reject(error))).rejects.toBe(error);
  });
});
