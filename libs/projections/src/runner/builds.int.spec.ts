import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ForeignPosition } from '#event-store';
import type { DeviceProjection } from '../domain/index.js';
import { Projected } from '../reading/projected.js';
import { tallyProjection, type World, world } from '../testing/index.js';
import type { ProjectionRunner } from './projection-runner.js';

describe('builds of a projection', () => {
  let given: World;
  let runner: ProjectionRunner | undefined;

  const told = (device: string, more = {}) =>
    given.log.tell(`device-${device}`, 'GradeAssigned', { model: 'phone', ...more });
  const total = async () => {
    const rows = await given.measures.read({ measure: 'events', where: {}, groupBy: [] });
    return rows.map(({ period, amount }) => `${period} ${amount}`);
  };
  const head = async () => (await given.log.head()) as string;
  const changes = async () => (await given.reads.find('tally:changes', { limit: 100 })).items;

  async function started(projection: DeviceProjection): Promise<ProjectionRunner> {
    runner = given.runner({ projections: [projection], batchEventsMax: 3 });
    await runner.start();
    return runner;
  }

  beforeEach(async () => {
    given = await world();
    for (const device of ['a', 'b', 'c', 'd']) told(device);
    told('a', { period: '2026-01' });
    given.log.tell('calendar', 'PeriodClosed', { period: '2026-01' });
  });

  afterEach(async () => {
    await runner?.stop();
    await given.close();
  });

  it('builds again beside what is read, and takes over without publishing what is equal', async () => {
    await given.catchUp();
    const before = await changes();
    const running = await started(tallyProjection());
    expect((await given.reads.control('tally@1.1.1', 0))?.checkpoint).toEqual(expect.any(String));
    expect(await running.rebuild('tally')).toBe(2);
    expect(await running.tookOver('tally', 2)).toBe(true);
    expect(await total()).toEqual(['2026-01 1', '2026-03 4']);
    expect(await changes()).toEqual(before);
    expect(await given.reads.count('tally@1.1.1:cells')).toBe(0);
    told('e');
    await running.caughtUp(await head());
    expect(await total()).toEqual(['2026-01 1', '2026-03 5']);
    expect(await given.reads.control('tally@1.1.1', 0)).toBeUndefined();
    expect((await given.reads.control('tally@1.1.2', 0))?.checkpoint).toEqual(expect.any(String));
  });

  it('publishes what a new version counts otherwise, as restatement where the month is closed', async () => {
    await given.catchUp();
    const before = (await changes()).length;
    const running = await started(tallyProjection(2, 10n));
    expect(await running.tookOver('tally', 2)).toBe(true);
    expect(await total()).toEqual(['2026-01 10', '2026-03 40']);
    const published = (await changes()).slice(before).length;
    expect(published).toBeGreaterThan(0);
    const texts = (await changes())
      .map(({ document }) => JSON.stringify(document))
      .filter((text) => /"version"/.test(text));
    expect(texts).toHaveLength(published);
    expect(texts.join()).toContain('"old":"1","new":"10","because":[],"restated":true');
    expect(await given.measures.restatedPeriods(['events'])).toEqual(new Map([['events', new Set(['2026-01'])]]));
  });

  it('publishes the cells that only one of two versions has', async () => {
    await given.catchUp();
    const before = (await changes()).length;
    const renamed: DeviceProjection = {
      ...tallyProjection(2),
      project: (journey) => {
        const { documents, contributions } = tallyProjection().project(journey);
        return { documents, contributions: contributions.map((each) => ({ ...each, dimensions: { kind: 'phone' } })) };
      },
    };
    const running = await started(renamed);
    expect(await running.tookOver('tally', 2)).toBe(true);
    const published = (await changes())
      .filter(({ document }) => document.generation === 2)
      .map(({ document }) => document);
    expect((await changes()).length).toBeGreaterThan(before);
    const texts = JSON.stringify(published);
    for (const [field, value] of [
      ['model', '"old":"1","new":"0"'],
      ['kind', '"old":"0","new":"1"'],
    ]) {
      const entries = texts.split('{"cell":').filter((entry) => entry.includes(`"${field}":"phone"`));
      expect(entries.every((entry) => entry.includes(String(value)))).toBe(true);
      expect(entries.length).toBeGreaterThan(0);
    }
  });

  it('says since when an old version is no longer kept up to date', async () => {
    await given.catchUp();
    expect((await given.projected.currency('tally')).staleSince).toBeUndefined();
    const stuck = {
      ...tallyProjection(2),
      project: () => {
        throw new Error('not yet');
      },
    };
    const running = await started(stuck);
    const { asOfPosition, staleSince } = await given.projected.currency('tally');
    expect(asOfPosition).toBe(await head());
    expect(staleSince).toMatch(/^\d{4}-/);
    expect(await total()).toEqual(['2026-01 1', '2026-03 4']);
    await running.stop();
    const mended = await started(tallyProjection(2));
    expect(await mended.tookOver('tally', 2)).toBe(true);
    expect((await given.projected.currency('tally')).staleSince).toBeUndefined();
  });

  it('goes on with a build that a restart interrupted', async () => {
    await given.catchUp();
    let calls = 0;
    const project: DeviceProjection['project'] = (journey) => {
      if (++calls > 3) throw new Error('stopped here');
      return tallyProjection(2, 2n).project(journey);
    };
    const failing = given.runner({ projections: [{ ...tallyProjection(2), project }], batchEventsMax: 3 });
    await failing.start();
    while (calls <= 3) await failing.caughtUp(await head(), AbortSignal.timeout(20));
    await failing.stop();
    const running = await started(tallyProjection(2, 2n));
    expect((await running.status()).map(({ generation }) => generation)).toContain(2);
    expect(await running.tookOver('tally', 2)).toBe(true);
    expect(await total()).toEqual(['2026-01 2', '2026-03 8']);
  });

  it('shows where each build stands, and what waits', async () => {
    const running = await started(tallyProjection());
    await running.caughtUp(await head());
    expect(await running.lag()).toEqual({ events: 0, seconds: 0 });
    await running.waitUntilLagBelow(1);
    const [status] = await running.status();
    expect(status).toMatchObject({ name: 'tally', version: '1.1', state: 'live', position: await head() });
    expect(status?.eventsPerSecond).toBeGreaterThan(0);
    await running.stop();
    told('a');
    told('b');
    expect((await running.lag()).events).toBe(2);
    const waited = running.waitUntilLagBelow(2, AbortSignal.timeout(20)).then(() => 'aborted');
    expect(await waited).toBe('aborted');
  });

  it('is as of nothing for who has another log, until it is made anew of that one', async () => {
    await given.catchUp();
    const compare = (position: string): number => {
      throw new ForeignPosition(position, 'other');
    };
    expect(await new Projected(given.reads, { compare }).currency('tally')).toEqual({ asOfPosition: null });
  });

  it('keeps one failing projection from holding up the others, and tries it again', async () => {
    let broken = true;
    const other: DeviceProjection = {
      ...tallyProjection(),
      name: 'fragile',
      project: (journey) => {
        if (broken) throw new Error('cannot count');
        return tallyProjection().project(journey);
      },
    };
    runner = given.runner({ projections: [other, tallyProjection()] });
    await runner.start();
    const tally = async () => (await given.projected.currency('tally')).asOfPosition;
    while ((await tally()) === null) await runner.caughtUp(await head(), AbortSignal.timeout(10));
    const failing = (await runner.status()).find(({ name }) => name === 'fragile');
    expect(failing).toMatchObject({ state: 'failing', position: null, failure: { message: 'cannot count' } });
    broken = false;
    expect(await runner.caughtUp(await head())).toBe(true);
    expect(await given.projected.count('fragile', 'devices')).toBe(4);
  });
});
