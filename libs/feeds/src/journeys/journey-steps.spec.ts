import { describe, expect, it } from '@jest/globals';
import type { Position } from '#event-store';
import type { RecordedEvent } from '#kernel';
import type { Journey } from '#lifecycle/domain';
import type { JourneyStep, PlacedEvent } from '../domain/index.js';
import { JourneySteps } from './journey-steps.js';

const placed = (id: string, stream = 'device-1'): PlacedEvent => ({
  event: { id, stream, type: 'Said', data: {}, metadata: {} } as unknown as RecordedEvent,
  position: id as unknown as Position,
});

/** Folds nothing, and counts how often; `devices`: of each stream that is no device's. */
function counted({ devices = 0, fails = () => false }: { devices?: number; fails?: (loads: number) => boolean } = {}) {
  const counts = { loads: 0 };
  const linked = Array.from({ length: devices }, (_, index) => `d${index}`);
  const steps = new JourneySteps(
    {
      load: async (cuts) => {
        counts.loads += 1;
        if (fails(counts.loads)) throw new Error('The log is away.');
        const journeys = [...cuts].map(([deviceId, { length }]): [string, Journey[]] => [
          deviceId,
          Array.from({ length }, () => ({ deviceId }) as Journey),
        ]);
        return new Map(journeys);
      },
    },
    async (streams) => new Map(streams.map((stream) => [stream, linked])),
  );
  const of = async (...events: PlacedEvent[]) => {
    const made: JourneyStep[] = [];
    for await (const some of steps.of(events)) made.push(...some);
    return made.map(({ event }) => event.id).toSorted();
  };
  return { counts, steps, of };
}

describe('steps that several feeds ask for', () => {
  it('are made once, also when all ask at the same time', async () => {
    const { counts, of } = counted();
    const asked = [of(placed('a'), placed('b')), of(placed('a'), placed('b')), of(placed('b'), placed('c'))];
    expect(await Promise.all(asked)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['b', 'c'],
    ]);
    expect(counts.loads).toBe(2);
    await of(placed('c'), placed('a'));
    expect(counts.loads).toBe(2);
  });

  it('are made by the next one where one has failed', async () => {
    const { of } = counted({ fails: (loads) => loads === 1 });
    const [first, second] = await Promise.allSettled([of(placed('a')), of(placed('a'))]);
    expect([first?.status, second]).toEqual(['rejected', { status: 'fulfilled', value: ['a'] }]);
  });

  it('are not waited for where whoever makes them has gone', async () => {
    const { steps, of } = counted();
    await of(placed('a'));
    for await (const _ of steps.of([placed('a'), placed('b')])) break;
    expect(await of(placed('b'))).toEqual(['b']);
  });

  it('are not waited for where whoever has made some is slow to take them', async () => {
    const { steps, of } = counted();
    await of(placed('a'));
    const slow = steps.of([placed('a'), placed('b')]);
    expect((await slow.next()).value).toHaveLength(1);
    expect(await of(placed('b'))).toEqual(['b']);
    await slow.return(undefined);
  });

  it('are forgotten by what they hold, and not by their number', async () => {
    const { counts, of } = counted({ devices: 400 });
    for (let lot = 0; lot < 10; lot += 1) await of(placed(`lot-${lot}`, `batch-${lot}`));
    expect(counts.loads).toBe(10);
    await of(placed('lot-9', 'batch-9'));
    expect(counts.loads).toBe(10);
    await of(placed('lot-0', 'batch-0'));
    expect(counts.loads).toBe(11);
  });

  it('are whole for each feed where one of them is shared out', async () => {
    const { of } = counted({ devices: 1_200 });
    const lot = placed('lot', 'batch-1');
    const parts = ['lot', 'lot', 'lot'];
    expect(await Promise.all([of(lot), of(lot)])).toEqual([parts, parts]);
  });
});
