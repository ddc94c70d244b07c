import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tallyProjection, type World, world } from '../testing/index.js';

const EVERYTHING = { where: {}, groupBy: ['model'], evaluationDay: '2026-03-31' };

describe('the projection runner', () => {
  let given: World;
  const told = (device: string, model: string, more = {}) =>
    given.log.tell(`device-${device}`, 'GradeAssigned', { model, ...more });
  const counts = async () =>
    (await given.measures.read({ measure: 'events', ...EVERYTHING })).map(
      ({ dimensions, amount }) => `${dimensions.model} ${amount}`,
    );

  beforeEach(async () => {
    given = await world();
  });

  afterEach(() => given.close());

  it('sums what devices contribute, by month and dimension', async () => {
    told('a', 'phone', { massMg: 180 });
    told('a', 'phone', { period: '2026-02', massMg: 20 });
    told('b', 'laptop');
    await given.catchUp();
    expect(await given.measures.read({ measure: 'events', ...EVERYTHING })).toEqual([
      { dimensions: { model: 'phone' }, period: '2026-02', amount: 1n, pending: 0n },
      { dimensions: { model: 'laptop' }, period: '2026-03', amount: 1n, pending: 0n },
      { dimensions: { model: 'phone' }, period: '2026-03', amount: 1n, pending: 0n },
    ]);
    const [mass] = await given.measures.read({ measure: 'mass', where: {}, groupBy: [], from: '2026-03' });
    expect(mass).toEqual({ dimensions: {}, period: '2026-03', amount: 180n, pending: 0n });
  });

  it('takes back what a device no longer says, and leaves no empty cell', async () => {
    const id = told('a', 'phone');
    told('a', 'laptop');
    await given.catchUp();
    given.log.tell('device-a', 'EventRetracted', { target: id });
    await given.catchUp();
    expect(await counts()).toEqual(['laptop 1']);
    expect(await given.projected.count('tally', 'events')).toBe(1);
  });

  it('moves all that two devices contribute to the survivor of their merge, and back', async () => {
    told('a', 'phone');
    told('b', 'phone');
    await given.catchUp();
    const merge = given.log.tell('device-a', 'DevicesMerged', { survivorId: 'b', absorbedId: 'a' });
    await given.catchUp();
    expect((await given.projected.find('tally', 'devices', { limit: 5 })).items.map(({ id }) => id)).toEqual(['b']);
    expect(await given.projected.count('tally', 'events', { device: 'b' })).toBe(2);
    expect(await counts()).toEqual(['phone 2']);
    told('a', 'tablet');
    await given.catchUp();
    expect(await given.projected.count('tally', 'events', { device: 'b' })).toBe(3);
    given.log.tell('device-a', 'EventRetracted', { target: merge });
    await given.catchUp();
    expect(await given.projected.count('tally', 'events', { device: 'b' })).toBe(1);
    expect(await given.projected.count('tally', 'events', { device: 'a' })).toBe(2);
    expect(await counts()).toEqual(['phone 2', 'tablet 1'].sort());
  });

  it('folds a device again when its order gets an event', async () => {
    given.log.tell('device-a', 'DeviceReceived', { orderRef: '4711' });
    await given.catchUp();
    given.log.tell('order-acme:4711', 'TradeInSettled', { model: 'phone' });
    given.log.tell('order-acme:other', 'TradeInSettled', { model: 'phone' });
    await given.catchUp();
    expect(await counts()).toEqual(['phone 1']);
  });

  it('folds all devices of a batch again when the batch gets an event, more than a page of them', async () => {
    for (let index = 0; index < 1_100; index++) {
      given.log.tell(`device-d${index}`, 'RecyclingReceived', { batchRef: '7' });
    }
    await given.catchUp();
    given.log.tell('batch-acme:7', 'RecyclingCompleted', { model: 'phone' });
    await given.catchUp();
    expect(await counts()).toEqual(['phone 1100']);
  });

  it('loads a device once, however many batches its events came in', async () => {
    for (let index = 0; index < 12; index++) told(['a', 'b', 'c'][index % 3] as string, 'phone');
    await given.catchUp({ batchEventsMax: 2 });
    expect(given.journeys.loaded).toBe(3);
    expect(await counts()).toEqual(['phone 12']);
    told('a', 'phone');
    await given.catchUp();
    expect(given.journeys.loaded).toBe(4);
  });

  it('counts what matures only from its day on', async () => {
    told('a', 'phone', { dueOn: '2026-04-10' });
    await given.catchUp();
    const at = async (evaluationDay?: string) => {
      const asked = { measure: 'events', where: {}, groupBy: [], ...(evaluationDay && { evaluationDay }) };
      return (await given.measures.read(asked)).map(({ amount, pending }) => [amount, pending]);
    };
    expect(await at()).toEqual([[0n, 1n]]);
    expect(await at('2026-04-09')).toEqual([[0n, 1n]]);
    expect(await at('2026-04-10')).toEqual([[1n, 0n]]);
  });

  it('goes on from its checkpoint after a restart, while it waits at the end of the log', async () => {
    told('a', 'phone');
    await given.catchUp();
    const runner = given.runner();
    await runner.start();
    expect(await runner.caughtUp((await given.log.head()) as string)).toBe(true);
    told('b', 'phone');
    expect(await runner.caughtUp((await given.log.head()) as string)).toBe(true);
    await runner.stop();
    expect(given.journeys.loaded).toBe(2);
    expect(await counts()).toEqual(['phone 2']);
  });

  it('stops writing once another runner has taken over', async () => {
    told('a', 'phone');
    const first = given.runner();
    await first.start();
    await first.caughtUp((await given.log.head()) as string);
    const second = given.runner();
    await second.start();
    told('b', 'phone');
    await second.caughtUp((await given.log.head()) as string);
    await second.stop();
    await first.stop();
    expect(await counts()).toEqual(['phone 2']);
  });

  it('lists each change of a cell with what it was, what it is and why', async () => {
    const one = told('a', 'phone');
    await given.catchUp();
    const two = given.log.tell('device-a', 'EventRetracted', { target: one });
    await given.catchUp();
    const { items } = await given.reads.find('tally:changes', { limit: 10 });
    const cell = { measure: 'events', period: '2026-03', effectiveOn: '', dimensions: { model: 'phone' } };
    expect(items.map(({ document }) => document.changes)).toEqual([
      [{ cell, old: '0', new: '1', because: [one] }],
      [{ cell, old: '1', new: '0', because: [two] }],
    ]);
  });

  it('counts what it has read of a log that has not been told yet how far it goes', async () => {
    const [first] = [told('a', 'phone'), told('b', 'phone')];
    const position = given.log.logged.find(({ event }) => event.id === first)?.position ?? null;
    const untold = new Proxy(given.log, {
      get: (log, name) => {
        const member: unknown = name === 'head' ? async () => position : Reflect.get(log, name);
        return typeof member === 'function' ? member.bind(log) : member;
      },
    });
    await given.catchUp({ events: untold });
    expect(await counts()).toEqual(['phone 2']);
  });

  it('says restated only of what changes after its month was closed', async () => {
    told('a', 'phone');
    told('a', 'phone', { period: '2026-02' });
    given.log.tell('calendar', 'PeriodClosed', { period: '2026-02' });
    told('b', 'phone', { period: '2026-03' });
    await given.catchUp();
    expect(await given.measures.restatedPeriods(['events'])).toEqual(new Map([['events', new Set()]]));
    told('b', 'phone', { period: '2026-01' });
    await given.catchUp();
    expect(await given.measures.restatedPeriods(['events'])).toEqual(new Map([['events', new Set(['2026-01'])]]));
  });

  it('counts nothing as known before a close that was told after it, however late it looks', async () => {
    const known = told('a', 'phone', { period: '2026-02' });
    given.log.tell('calendar', 'PeriodClosed', { period: '2026-02' });
    const late = told('a', 'phone', { period: '2026-02' });
    await given.catchUp();
    const { items } = await given.reads.find('tally:changes', { limit: 10 });
    expect(items.flatMap(({ document }) => document.changes)).toMatchObject([
      { old: '0', new: '1', because: [known] },
      { old: '1', new: '2', because: [late], restated: true },
    ]);
  });

  it('refuses dimensions that a cell could not keep, and says which projection failed', async () => {
    const bad = tallyProjection();
    const project: typeof bad.project = (journey) => {
      const { documents, contributions } = bad.project(journey);
      return { documents, contributions: contributions.map((each) => ({ ...each, dimensions: { amount: '1' } })) };
    };
    told('a', 'phone');
    const failed = Promise.withResolvers<string>();
    const onFailure = (name: string, error: unknown) => failed.resolve(`${name}: ${(error as Error).message}`);
    const runner = given.runner({ projections: [{ ...bad, project }], onFailure });
    await runner.start();
    expect(await failed.promise).toBe('tally: amount is no name for a dimension.');
    await runner.stop();
  });
});
