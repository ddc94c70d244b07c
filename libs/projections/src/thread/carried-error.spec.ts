import { describe, expect, it } from '@jest/globals';
import { ServerAway } from '#kernel';
import { carried, unpacked } from './carried-error.js';

const afterTheWay = (error: unknown) => unpacked(structuredClone(carried(error)));

describe('an error that comes from another thread', () => {
  it('has its name and message', () => {
    expect(afterTheWay(new RangeError('too far'))).toMatchObject({ name: 'RangeError', message: 'too far' });
  });

  it('still says that a server is away, so that the process waits for it', () => {
    expect(afterTheWay(new ServerAway('nobody answers'))).toBeInstanceOf(ServerAway);
    expect(afterTheWay(new Error('the credentials are refused'))).not.toBeInstanceOf(ServerAway);
  });
});
