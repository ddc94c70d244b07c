import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { watchStall } from './stalled-body.js';

describe('a body that is watched', () => {
  let body: PassThrough;
  let stalls: number;
  let stopWatching: () => void;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    body = new PassThrough();
    stalls = 0;
    stopWatching = watchStall(body, 10, () => {
      stalls += 1;
    });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const brings = async (bytes: string) => {
    const brought = once(body, 'data');
    body.write(bytes);
    await brought;
  };

  it('may come as slowly as it likes, as long as something comes', async () => {
    for (let second = 0; second < 60; second += 9) {
      jest.advanceTimersByTime(9_000);
      await brings('x');
    }
    expect(stalls).toBe(0);
  });

  it('is told of once when nothing comes any more', async () => {
    await brings('x');
    jest.advanceTimersByTime(60_000);
    expect(stalls).toBe(1);
  });

  it('is not blamed while those who read it hold it up', () => {
    body.pause();
    jest.advanceTimersByTime(60_000);
    expect(stalls).toBe(0);
    body.resume();
    jest.advanceTimersByTime(10_000);
    expect(stalls).toBe(1);
  });

  it('is left alone when it is watched no longer', () => {
    stopWatching();
    jest.advanceTimersByTime(60_000);
    expect(stalls).toBe(0);
  });
});
