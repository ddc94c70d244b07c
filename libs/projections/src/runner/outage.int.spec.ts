import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Position } from '#event-store';
import { type World, world } from '../testing/index.js';

let given: World;
beforeEach(async () => {
  given = await world();
});
afterEach(() => given.close());

it('a projection that could not read is well again once it can, though nothing new has come', async () => {
  given.log.tell('device-a', 'GradeAssigned', { model: 'phone' });
  const { log } = given;
  const head = (await log.head()) as Position;
  let isAway = true;
  /** Away for once, as soon as everything has been read. */
  const readAll = async (after: Position | null, limit: number) => {
    if (after !== head || !isAway) return log.readAll(after, limit);
    isAway = false;
    throw new Error('The log is away.');
  };
  const events = new Proxy(log, {
    get: (target, name) => {
      const member: unknown = name === 'readAll' ? readAll : Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  const failed = Promise.withResolvers<string>();
  const runner = given.runner({ events, onFailure: (projection) => failed.resolve(projection) });
  await runner.start();
  expect(await failed.promise).toBe('tally');
  expect((await runner.status()).map(({ state }) => state)).toEqual(['failing']);
  for (let state = 'failing'; state !== 'live'; ) {
    await new Promise((resolve) => setImmediate(resolve));
    state = (await runner.status())[0]?.state ?? '';
  }
  await runner.stop();
});
