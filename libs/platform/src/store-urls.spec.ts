import { describe, expect, it } from '@jest/globals';
import { besideOnServer } from './store-urls.js';

describe('the operational store beside a read store', () => {
  it.each([
    ['mongodb://db:27017/circulog', 'mongodb://db:27017/circulog-ops'],
    ['mongodb://db', 'mongodb://db/circulog-ops'],
    ['mongodb://db/?retryWrites=false', 'mongodb://db/circulog-ops?retryWrites=false'],
    ['mongodb://a:1,b:2/read?replicaSet=rs0', 'mongodb://a:1,b:2/read-ops?replicaSet=rs0'],
    ['mongodb+srv://cluster.example/read', 'mongodb+srv://cluster.example/read-ops'],
    ['mongodb://me:secret@db/read', 'mongodb://me:secret@db/read-ops?authSource=read'],
    ['mongodb://me:secret@db/read?authSource=admin', 'mongodb://me:secret@db/read-ops?authSource=admin'],
    ['mongodb://me:secret@db', 'mongodb://me:secret@db/circulog-ops'],
  ])('%s is %s', (read, ops) => {
    expect(besideOnServer(read)).toBe(ops);
  });

  it('is a file of its own where that one is', () => {
    expect(besideOnServer('sqlite:./read.db')).toBeUndefined();
  });
});
