import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { builtEntry, type EventStore, openEventStore } from '#event-store';
import { anAppend, anEvent } from '#event-store/testing';
import { openReadStore, type ReadStore } from '#read-store';
import { MeasureReader } from '../reading/measure-reader.js';
import { tallyProjection } from '../testing/index.js';
import { ProjectorThread, type ProjectorThreadOptions } from './projector-thread.js';

const ENTRY = builtEntry('../testing/tally-thread.js', import.meta.url);

describe('a projector in a thread of its own', () => {
  let folder: string;
  let events: EventStore;
  let reads: ReadStore;
  let projector: ProjectorThread;
  let lives: Worker[];
  let deaths: { message: string; retryInMillis: number }[];
  let failing: boolean;
  let hoarding: boolean;

  const aProjector = (more: Partial<ProjectorThreadOptions> = {}) =>
    new ProjectorThread({
      events,
      reads,
      clock: Date,
      begin: (clockAhead) => {
        const place = { events: `sqlite:${folder}/log.db`, reads: `sqlite:${folder}/read.db`, owner: 'spec' };
        const worker = new Worker(ENTRY, {
          workerData: { ...place, clockAhead, failing, hoarding },
          resourceLimits: { maxOldGenerationSizeMb: 32 },
        });
        lives.push(worker);
        return worker;
      },
      onDeath: ({ message }, retryInMillis) => deaths.push({ message, retryInMillis }),
      ...more,
    });
  const record = async (count: number) => {
    const one = () => anAppend({ events: [anEvent({ data: { model: 'phone' } })] });
    await events.append(Array.from({ length: count }, one));
    return (await events.head()) as string;
  };
  const counted = async () => {
    const measures = new MeasureReader(reads, [tallyProjection()]);
    return (await measures.read({ measure: 'events', where: {}, groupBy: [] })).map(({ amount }) => amount);
  };
  const kill = async () => {
    await lives.at(-1)?.terminate();
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'projector-thread-'));
    events = await openEventStore(`sqlite:${folder}/log.db`);
    reads = await openReadStore(`sqlite:${folder}/read.db`);
    [lives, deaths, failing, hoarding] = [[], [], false, false];
    projector = aProjector();
  });
  afterEach(async () => {
    await projector.stop();
    await events.close();
    await reads.close();
    rmSync(folder, { recursive: true });
  });

  it('shows on this side what it has committed on the other', async () => {
    await record(3);
    await projector.start();
    expect(await projector.caughtUp(await record(2))).toBe(true);
    expect(await counted()).toEqual([5n]);
    expect(await projector.lag()).toEqual({ events: 0, seconds: 0 });
    const head = await events.head();
    expect(await projector.status()).toMatchObject([{ name: 'tally', state: 'live', position: head, head }]);
  });

  it('lets a waiting caller go when it is aborted, and when there is room', async () => {
    await projector.start();
    await projector.caughtUp(await record(1));
    await projector.stop();
    const beyond = await record(1);
    const aborter = new AbortController();
    const waiting = projector.caughtUp(beyond, aborter.signal);
    const room = projector.waitUntilLagBelow(1, aborter.signal);
    aborter.abort();
    expect(await waiting).toBe(false);
    await room;
    const roomLater = projector.waitUntilLagBelow(1);
    await projector.start();
    await roomLater;
    expect(await projector.caughtUp(beyond)).toBe(true);
  });

  it('builds anew when told, and takes over', async () => {
    await projector.start();
    await projector.caughtUp(await record(2));
    const generation = await projector.rebuild('tally');
    expect(generation).toBe(2);
    expect(await projector.tookOver('tally', generation)).toBe(true);
    expect(await counted()).toEqual([2n]);
  });

  it('carries errors over with their message', async () => {
    await projector.start();
    await expect(projector.rebuild('nothing')).rejects.toThrow('There is no projection nothing.');
  });

  it('is killed, starts again by itself, and whoever waits gets there', async () => {
    await projector.start();
    await projector.caughtUp(await record(1));
    await kill();
    const beyond = await record(4);
    const statuses = await projector.status();
    expect(statuses).toMatchObject([{ state: 'failing', lag: { events: 4 }, failure: { attempts: 1 } }]);
    await expect(projector.rebuild('tally')).rejects.toThrow('is not running');
    expect(await projector.caughtUp(beyond)).toBe(true);
    expect(await counted()).toEqual([5n]);
    expect(await projector.status()).toMatchObject([{ state: 'live' }]);
    expect(deaths).toEqual([{ message: "The projector's thread ended with code 1.", retryInMillis: 200 }]);
  });

  it('ends when its heap is full, and another goes on with all that is recorded', async () => {
    hoarding = true;
    await projector.start();
    hoarding = false;
    expect(await projector.caughtUp(await record(3))).toBe(true);
    expect(await counted()).toEqual([3n]);
    expect(deaths).toMatchObject([{ message: expect.stringContaining('memory limit') }]);
  });

  it('answers clearly what it was asked when it died', async () => {
    await projector.start();
    const dying = kill();
    await expect(projector.rebuild('tally')).rejects.toMatchObject({ name: 'ProjectorDown' });
    await dying;
  });

  it('waits longer after each death', async () => {
    await projector.start();
    for (const _ of [1, 2]) {
      await kill();
      await projector.caughtUp(await record(1));
    }
    expect(deaths.map(({ retryInMillis }) => retryInMillis)).toEqual([200, 400]);
  });

  it('goes on trying while it cannot start, and says why', async () => {
    await projector.start();
    await projector.caughtUp(await record(1));
    failing = true;
    await kill();
    const told = new Promise<void>((resolve) => {
      const look = () => (deaths.length > 1 ? resolve() : setImmediate(look));
      look();
    });
    await told;
    expect(await projector.status()).toMatchObject([{ failure: { message: 'Nothing can be loaded here.' } }]);
    failing = false;
    expect(await projector.caughtUp(await record(1))).toBe(true);
  });

  it('does not start where it cannot, and says why once', async () => {
    failing = true;
    await expect(projector.start()).rejects.toMatchObject({ name: 'RangeError' });
    expect(deaths).toEqual([]);
    expect(lives).toHaveLength(1);
  });

  it('stops with everything committed that it shows, and twice does no harm', async () => {
    await projector.start();
    await record(500);
    await projector.stop();
    await projector.stop();
    expect(lives[0]?.threadId).toBe(-1);
    const [{ lag } = { lag: { events: -1 } }] = await projector.status();
    expect(await counted()).toEqual(lag.events === 500 ? [] : [BigInt(500 - lag.events)]);
  });
});
