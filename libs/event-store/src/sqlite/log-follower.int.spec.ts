import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { announceMoves, followEventStore } from '../follow-event-store.js';
import { openEventStore } from '../open-event-store.js';
import type { EventStore, FollowedLog } from '../port.js';
import { anAppend, anEvent } from '../testing/builders.js';
import type { OpenLog } from '../testing/open-log.js';
import { positionsConformance } from '../testing/positions.conformance.js';
import { readConformance } from '../testing/read.conformance.js';
import { reservationsConformance } from '../testing/reservations.conformance.js';
import { subscribeConformance } from '../testing/subscribe.conformance.js';

const folder = mkdtempSync(join(tmpdir(), 'event-store-follower-'));
afterAll(() => rmSync(folder, { recursive: true }));
const urlOf = (name: string) => `sqlite:${join(folder, name)}.db`;

/** Appends go to the owner; everything else is asked of a follower that the owner tells of new events. */
const openFollowed: OpenLog = async (name, options) => {
  const owner = await openEventStore(urlOf(name), options);
  const follower = await followEventStore(urlOf(name));
  announceMoves(owner, () => follower.nudge());
  const close = () => follower.close().then(() => owner.close());
  const ofOwner: Partial<EventStore> = { append: (requests) => owner.append(requests), close };
  return new Proxy(follower as unknown as EventStore, {
    get: (target, name) => {
      const member: unknown = Reflect.get(ofOwner, name) ?? Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
};

readConformance('a follower of sqlite', openFollowed);
positionsConformance('a follower of sqlite', openFollowed);
reservationsConformance('a follower of sqlite', openFollowed);
subscribeConformance('a follower of sqlite', openFollowed);

describe('a follower', () => {
  let owner: EventStore;
  let follower: FollowedLog;
  let count = 0;

  beforeEach(async () => {
    const url = urlOf(`own-${count++}`);
    owner = await openEventStore(url);
    follower = await followEventStore(url);
  });
  afterEach(async () => {
    await follower.close();
    await owner.close();
  });

  it('needs a log', async () => {
    await expect(followEventStore(urlOf('nobody'))).rejects.toThrow('unable to open database file');
  });

  it('notices by itself what nobody told it', async () => {
    const live = follower.subscribe(null, { signal: AbortSignal.timeout(10_000) })[Symbol.asyncIterator]();
    const first = live.next();
    const request = anAppend();
    await owner.append([request]);
    expect(await first).toMatchObject({ value: { kind: 'event', event: { id: request.events[0]!.id } } });
    await live.return?.();
  });

  it('knows a position that its owner gave out a moment ago, and the owner one of the follower', async () => {
    await owner.append([anAppend()]);
    expect(await follower.distance(null, await owner.head())).toBe(1);
    expect(await owner.distance(null, await follower.head())).toBe(1);
  });

  it('reads whole streams of which the last page held a part, and parses that part once', async () => {
    const opening = anAppend({ events: [anEvent(), anEvent()] });
    const { stream } = opening;
    await owner.append([opening, anAppend()]);
    const seen = await owner.head();
    const further = anAppend({ stream, expectedRevision: 1, events: [anEvent(), anEvent()] });
    await owner.append([further, anAppend()]);
    const page = await follower.readAll(seen, 100);
    await owner.append([anAppend({ stream, expectedRevision: 3 })]);
    const parse = jest.spyOn(JSON, 'parse');
    const read = (await follower.readStreams([stream])).get(stream);
    expect(parse).toHaveBeenCalledTimes(3);
    parse.mockRestore();
    expect(read).toEqual(await owner.readStream(stream));
    expect(read?.[2]?.event).toBe(page[0]?.event);
  });

  it('keeps what it read page by page, and begins anew where it reads elsewhere', async () => {
    const opening = anAppend({ events: [anEvent(), anEvent(), anEvent()] });
    const { stream } = opening;
    await owner.append([opening]);
    const first = await follower.readAll(null, 1);
    const second = await follower.readAll(first[0]?.position ?? null, 1);
    await follower.readAll(second[0]?.position ?? null, 10);
    const parse = jest.spyOn(JSON, 'parse');
    expect((await follower.readStreams([stream])).get(stream)).toHaveLength(3);
    expect(parse).not.toHaveBeenCalled();
    await follower.readAll(first[0]?.position ?? null, 1);
    parse.mockClear();
    expect((await follower.readStreams([stream])).get(stream)).toEqual(await owner.readStream(stream));
    expect(parse.mock.calls.length).toBeGreaterThan(0);
    parse.mockRestore();
  });

  it('hands out lists of its own: adding to one changes nothing', async () => {
    const request = anAppend();
    await owner.append([request]);
    await follower.readAll(null, 10);
    (await follower.readStreams([request.stream])).get(request.stream)?.pop();
    expect((await follower.readStreams([request.stream])).get(request.stream)).toHaveLength(1);
  });
});
