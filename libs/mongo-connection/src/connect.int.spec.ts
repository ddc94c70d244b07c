import { describe, expect, it } from '@jest/globals';
import { ServerAway } from '#kernel';
import { connectMongo, MongoUnavailable, placeOf } from './index.js';

/** Nothing listens on the discard port of this machine. */
const NOBODY = 'mongodb://clerk:hunter2@127.0.0.1:9/circulog';

describe('a connection to MongoDB', () => {
  it('fails within seconds, in one line that names the place and no secret, where nobody answers', async () => {
    const failure: unknown = await connectMongo(NOBODY).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ServerAway);
    const { message } = failure as ServerAway;
    expect(message).toMatch(/^MongoDB at 127\.0\.0\.1:9\/circulog cannot be used: .+$/);
    expect(message).not.toMatch(/clerk|hunter2/);
  }, 20_000);

  it('says of a URL that cannot be read nothing but that', async () => {
    for (const url of ['mongodb://clerk:hun/ter2@host/x', 'mongodb://clerk:hunter2@/x', 'mongodb://']) {
      const failure: unknown = await connectMongo(url).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(MongoUnavailable);
      expect((failure as MongoUnavailable).message).not.toMatch(/clerk|hun|\n/);
    }
  }, 20_000);

  it('is named by its hosts and its database', () => {
    expect(placeOf('mongodb://u:p@a:1,b:2/circulog?replicaSet=r&password=s')).toBe('a:1,b:2/circulog');
    expect(placeOf('mongodb+srv://u:p%40q@cluster.example/db')).toBe('cluster.example/db');
  });
});
