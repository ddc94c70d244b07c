import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AppendRequest, EventStore, Reservation } from '../port.js';
import { anAppend, anEvent } from '../testing/builders.js';
import { openOnServer } from './open-eventstoredb.js';
import { MemoryServer } from './testing/memory-server.js';
import { dyingAt, SteppedServer } from './testing/stepped-server.js';

/** Two event ids, a reference, a new identifier and one that moves: five claims and the target. */
const WRITES = 6;
const cuts = Array.from({ length: WRITES }, (_, write) => [
  [write, 'before'] as const,
  [write, 'after'] as const,
]).flat();

const moving = (holder: string): Reservation => ({ scope: 'identifier', key: 'moves', expected: 'old', holder });
const taken = (holder: string): Reservation => ({ scope: 'identifier', key: 'a', expected: null, holder });

describe.each(cuts)('an append whose process dies at write %i, %s it', (write, when) => {
  let server: MemoryServer;
  let survivor: EventStore;
  let request: AppendRequest;

  beforeEach(async () => {
    server = new MemoryServer();
    survivor = await openOnServer(server);
    await survivor.append([
      anAppend({ events: [], reservations: [{ ...moving('old'), expected: null }] }),
      anAppend({ stream: 'device-1' }),
    ]);
    const events = [anEvent(), anEvent()];
    const reference: Reservation = { scope: 'reference', key: 'p/1', expected: null, holder: events[0]!.id };
    const reservations = [reference, taken('device-1'), moving('device-1')];
    request = anAppend({ stream: 'device-1', expectedRevision: 0, events, reservations });
    const dying = await openOnServer(new SteppedServer(server, dyingAt(write, when)));
    expect(await dying.append([request])).toMatchObject([{ status: 'unknown' }]);
  });

  const held = async () => Object.fromEntries(await survivor.holders(request.reservations));
  const ALL = {
    'identifier a': 'device-1',
    'identifier moves': 'device-1',
  };

  async function expectWholeOrNothing(): Promise<void> {
    const [first, second] = request.events;
    const found = await survivor.readEvent(first!.id);
    const holders = await held();
    const written = await survivor.readStream('device-1', 1);
    if (written[0]?.event.id !== first!.id) {
      expect(holders['identifier a']).not.toBe('device-1');
      expect(holders['identifier moves']).not.toBe('device-1');
      expect(found).toBeUndefined();
      return;
    }
    expect(written.slice(0, 2).map(({ event }) => event.id)).toEqual([first!.id, second!.id]);
    expect(holders).toEqual({ ...ALL, 'reference p/1': first!.id });
    for (const { id } of request.events) expect((await survivor.readEvent(id))?.event.id).toBe(id);
  }

  it('is seen whole or not at all by whoever reads', expectWholeOrNothing);

  it('is appended once when it is sent again', async () => {
    const [outcome] = await survivor.append([request]);
    expect(outcome).toMatchObject({ status: 'appended' });
    expect(await survivor.readStream('device-1')).toHaveLength(3);
    await expectWholeOrNothing();
    expect(await survivor.append([request])).toEqual([outcome]);
  });

  it('does not stop a rival for one of its keys, who gets it or meets it', async () => {
    const rival = anAppend({ reservations: [taken('rival')] });
    const [outcome] = await survivor.append([rival]);
    await expectWholeOrNothing();
    const holder = (await held())['identifier a'];
    expect(outcome).toMatchObject(
      holder === 'rival' ? { status: 'appended' } : { status: 'reservation-held', holder: 'device-1' },
    );
    expect(await survivor.readStream(rival.stream)).toHaveLength(holder === 'rival' ? 1 : 0);
  });

  it('does not stop a rival for the place in its stream', async () => {
    await survivor.append([anAppend({ stream: 'device-1', expectedRevision: 0 })]);
    await expectWholeOrNothing();
    const [again] = await survivor.append([request]);
    const outcomes = ['appended', 'wrong-expected-revision'];
    expect(outcomes).toContain(again?.status);
    await expectWholeOrNothing();
  });

  it('can be sent for another stream when it never came about', async () => {
    await survivor.append([anAppend({ stream: 'device-1', expectedRevision: 0 })]);
    const [elsewhere] = await survivor.append([{ ...request, stream: 'device-2', expectedRevision: -1 }]);
    const here = (await survivor.readStream('device-1')).some(({ event }) => event.id === request.events[0]!.id);
    expect(elsewhere?.status).toBe(here ? 'reservation-held' : 'appended');
    expect(await survivor.readStream('device-2')).toHaveLength(here ? 0 : 2);
  });
});
