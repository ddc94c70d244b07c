import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, openEventStore } from '#event-store';
import { anAppend, anEvent, aStream } from '#event-store/testing';
import { until } from '../e2e/until.js';
import type { WriteFault } from './eventstoredb-stand-in/faults.js';
import { type StandIn, startStandIn } from './eventstoredb-stand-in/stand-in.js';

let standIn: StandIn;
let store: EventStore;

beforeEach(async () => {
  standIn = await startStandIn();
  store = await openEventStore(standIn.url);
});
afterEach(async () => {
  await store.close();
  await standIn.stop();
});

/** The write of that number among those to come, from 0, goes wrong. */
function failWrite(number: number, fault: WriteFault): void {
  let writes = 0;
  standIn.faults.onWrite = () => (writes++ === number ? fault : undefined);
}

const withReservation = () => {
  const events = [anEvent()];
  const reservation = { scope: 'reference' as const, key: events[0]!.id, expected: null, holder: events[0]!.id };
  return anAppend({ events, reservations: [reservation] });
};

/** Two claims and the target. */
const WRITES = [0, 1, 2];

describe.each(['fail', 'lose-answer', 'busy'] as const)('a write that the server meets with "%s"', (fault) => {
  it.each(WRITES)('is done once, as write %i of an append', async (number) => {
    failWrite(number, fault);
    const request = withReservation();
    const [outcome] = await store.append([request]);
    expect(outcome).toEqual({ status: 'appended', events: await store.readStream(request.stream) });
    expect(await store.readAll(null, 10)).toHaveLength(1);
    expect((await store.holders(request.reservations)).size).toBe(1);
  });
});

describe('an answer that never comes', () => {
  it.each(WRITES)('is waited for only so long, as write %i of an append', async (number) => {
    failWrite(number, 'stay-silent');
    const request = withReservation();
    expect(await store.append([request])).toMatchObject([{ status: 'appended' }]);
    expect(await store.readAll(null, 10)).toHaveLength(1);
  });
});

describe('many appends while connections break', () => {
  it('are each there once, and none is refused for itself', async () => {
    let writes = 0;
    standIn.faults.onWrite = () => {
      writes += 1;
      if (writes > 150) return undefined;
      return writes % 11 === 0 ? 'lose-answer' : writes % 17 === 0 ? 'fail' : undefined;
    };
    const requests = Array.from({ length: 60 }, withReservation);
    const outcomes = (await Promise.all(requests.map((request) => store.append([request])))).flat();
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['appended']));
    const ids = (await store.readAll(null, 200)).map(({ event }) => event.id);
    expect(new Set(ids).size).toBe(60);
    expect(ids).toHaveLength(60);
  });
});

describe('a server that is lost and comes back', () => {
  it('is waited for by appends and reads', async () => {
    const { port, log } = standIn;
    const first = withReservation();
    await store.append([first]);
    await standIn.stop();
    const appending = store.append([withReservation()]);
    const reading = store.readStream(first.stream);
    standIn = await startStandIn({ port, log });
    expect(await appending).toMatchObject([{ status: 'appended' }]);
    expect(await reading).toHaveLength(1);
  });

  it('is told as unknown when it does not come back, and the same ids are taken later', async () => {
    const { port, log } = standIn;
    const request = withReservation();
    await standIn.stop();
    const [outcome] = await store.append([request]);
    expect(outcome).toMatchObject({ status: 'unknown' });
    standIn = await startStandIn({ port, log });
    expect(await store.append([request])).toMatchObject([{ status: 'appended' }]);
    expect(await store.readAll(null, 10)).toHaveLength(1);
  });
});

describe('a node that is not the leader', () => {
  it('sends appends and reads on to the leader', async () => {
    const leader = await startStandIn({ log: standIn.log });
    await store.append([withReservation()]);
    standIn.faults.leader = { host: '127.0.0.1', port: leader.port };
    let writesHere = 0;
    standIn.faults.onWrite = () => {
      writesHere += 1;
      return undefined;
    };
    const stream = aStream();
    for (let revision = 0; revision < 3; revision++) {
      const [outcome] = await store.append([anAppend({ stream, expectedRevision: revision - 1 })]);
      expect(outcome?.status).toBe('appended');
    }
    expect(await store.readStream(stream)).toHaveLength(3);
    expect(writesHere).toBe(0);
    const follower = await openEventStore(standIn.url);
    expect(await follower.readStream(stream)).toHaveLength(3);
    await follower.close();
    await leader.stop();
  });
});

describe('an older server, without batched appends', () => {
  it('is written to by single appends', async () => {
    standIn.faults.withoutBatches = true;
    const other = await openEventStore(standIn.url);
    const request = withReservation();
    expect(await other.append([request])).toMatchObject([{ status: 'appended' }]);
    expect(await other.append([anAppend({ stream: request.stream, expectedRevision: 4 })])).toEqual([
      { status: 'wrong-expected-revision', actualRevision: 0 },
    ]);
    await other.close();
  });
});

describe('three processes on one log', () => {
  it('append to the same streams without losing or doubling one', async () => {
    const stores = [store, await openEventStore(standIn.url), await openEventStore(standIn.url)];
    const streams = [aStream(), aStream()];
    await Promise.all(
      stores.map(async (one) => {
        for (let i = 0; i < 12; i++) {
          const stream = streams[i % 2]!;
          const events = [anEvent()];
          const append = async () => {
            const expectedRevision = (await one.readStream(stream)).length - 1;
            return (await one.append([anAppend({ stream, expectedRevision, events })]))[0];
          };
          await until(append, (outcome) => outcome?.status === 'appended');
        }
      }),
    );
    for (const stream of streams) {
      const read = await store.readStream(stream);
      expect(read).toHaveLength(18);
      expect(read.map(({ event }) => event.previousHash)).toEqual([
        null,
        ...read.slice(0, -1).map(({ event }) => event.hash),
      ]);
    }
    for (const one of stores.slice(1)) await one.close();
  });
});
