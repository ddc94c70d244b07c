import { PassThrough, type Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Outcome } from '#lifecycle/domain';
import { body, callerOf, ImportWorld, numbered, refused } from '../testing/import-world.js';
import { BodyUnreadable } from './spool.js';

let world: ImportWorld;
beforeEach(async () => {
  world = await ImportWorld.open();
});
afterEach(() => world.close());

describe('an import while a store is in trouble', () => {
  const full = () => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

  it('waits, and goes on from where it was, with each line counted once', async () => {
    let failing = 5;
    const troubled = world.runner({
      record: async (submissions) => {
        const outcomes = world.answers(submissions);
        if (--failing % 2 === 0 && failing > 0) throw full();
        return outcomes;
      },
    });
    const job = await world.ended((await world.receive(troubled, numbered(2_500))).id);
    expect(job).toMatchObject({ state: 'completed', linesDone: 2_500, counts: { accepted: 2_500, duplicate: 0 } });
  });

  it('sends lines again that the log did not take, and calls none of them refused or duplicate', async () => {
    const busy: Outcome = { outcome: 'refused', status: 503, title: 'Not recorded', errors: [] };
    let calls = 0;
    const troubled = world.runner({
      record: async (submissions) => {
        calls += 1;
        const outcomes = world.answers(submissions);
        // Every other line is in the log by then, and its sender was not told.
        return calls > 2 ? outcomes : outcomes.map((outcome, at) => (at % 2 === 0 ? busy : outcome));
      },
    });
    const job = await world.ended((await world.receive(troubled, numbered(9))).id);
    expect(job).toMatchObject({ state: 'completed', counts: { accepted: 9, duplicate: 0, refused: 0 } });
  });

  it('ends it for nobody, where not even its state can be written', async () => {
    const save = world.records.save.bind(world.records);
    let failing = 6;
    world.records.save = async (job) => {
      if (job.state !== 'received' && --failing > 0) throw full();
      return save(job);
    };
    const job = await world.ended((await world.receive(world.runner(), numbered(3))).id);
    expect(job).toMatchObject({ state: 'completed', counts: { accepted: 3 } });
  });

  it('can be cancelled all the same', async () => {
    let calls = 0;
    const away = world.runner({
      record: async (submissions) => {
        calls += 1;
        return submissions.map(() => ({ ...refused, status: 503 }));
      },
    });
    const service = world.imports(away);
    const job = await service.receive({
      caller: callerOf(),
      body: body(numbered(3)),
      compressed: false,
      mapping: undefined,
    });
    while (calls === 0) await new Promise((resolve) => setImmediate(resolve));
    await service.cancel(job);
    expect(await world.ended(job.id)).toMatchObject({ state: 'cancelled', linesDone: 3 });
  });
});

describe('files of several partners', () => {
  it('take turns, however many one of them has sent before', async () => {
    const order: string[] = [];
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const taking = world.runner({
      record: async (submissions) => {
        await begun;
        return world.answers(submissions);
      },
      report: ({ partnerId }) => order.push(partnerId),
    });
    for (const id of ['many', 'many', 'many', 'one', 'other']) {
      const from = callerOf(id);
      await world
        .imports(taking)
        .receive({ caller: from, body: body(numbered(1)), compressed: false, mapping: undefined });
    }
    begin();
    while (order.length < 5) await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['many', 'one', 'other', 'many', 'many']);
  });

  it('may wait in so many, and one more is refused before it is read', async () => {
    const stuck = world.runner({ record: () => new Promise(() => undefined) });
    const service = world.imports(stuck);
    const send = () =>
      service.receive({ caller: callerOf(), body: body(numbered(1)), compressed: false, mapping: undefined });
    for (let sent = 0; sent <= 100; sent += 1) await send();
    await expect(send()).rejects.toThrow('100 of your files wait for their turn already.');
    const other = callerOf('other');
    await service.receive({ caller: other, body: body(numbered(1)), compressed: false, mapping: undefined });
  });

  it('count towards those already while they are on their way', async () => {
    const service = world.imports(world.runner());
    const send = (sent: Readable) =>
      service.receive({ caller: callerOf(), body: sent, compressed: false, mapping: undefined });
    const slow = Array.from({ length: 100 }, () => new PassThrough());
    const received = slow.map(send);
    await expect(send(body(numbered(1)))).rejects.toThrow('100 of your files wait for their turn already.');
    slow[0]?.destroy();
    await expect(received[0]).rejects.toThrow(BodyUnreadable);
    const job = await send(body(numbered(1)));
    for (const one of slow) one.end();
    await Promise.all(received.slice(1));
    expect((await world.ended(job.id)).state).toBe('completed');
  });
});
