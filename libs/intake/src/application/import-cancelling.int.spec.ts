import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ImportWorld, numbered } from '../testing/import-world.js';

let world: ImportWorld;
beforeEach(async () => {
  world = await ImportWorld.open();
});
afterEach(() => world.close());

describe('an import that is cancelled', () => {
  it('while it waits records nothing', async () => {
    const { promise: going, resolve: goOn } = Promise.withResolvers<void>();
    const runner = world.runner({
      record: async (submissions) => {
        await going;
        return world.answers(submissions);
      },
    });
    const first = await world.receive(runner, numbered(1));
    const waiting = await world.receive(runner, [{ type: 'Fine', reference: 'other' }]);
    await world.imports(runner).cancel(waiting);
    goOn();
    expect((await world.ended(first.id)).state).toBe('completed');
    expect(await world.ended(waiting.id)).toMatchObject({ state: 'cancelled', linesDone: 0, startedAt: null });
    expect([...world.log.keys()]).toEqual(['r0']);
  });

  it('after a crash counts what was on its way to the log, and records no more', async () => {
    let calls = 0;
    const dying = world.runner({
      record: async (submissions) => {
        world.answers(submissions);
        calls += 1;
        return new Promise(() => undefined);
      },
    });
    const job = await world.receive(dying, numbered(5_000));
    while (calls < 2) await turn();
    await world.imports(dying).cancel(job);

    await world.runner().start();
    expect(await world.ended(job.id)).toMatchObject({
      state: 'cancelled',
      linesDone: 2_000,
      counts: { accepted: 2_000, duplicate: 0 },
    });
    expect(world.log.size).toBe(2_000);
  });
});
