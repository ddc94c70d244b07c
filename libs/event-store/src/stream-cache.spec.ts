import { describe, expect, it } from '@jest/globals';
import type { LoggedEvent } from './port.js';
import { metBefore, StreamCache } from './stream-cache.js';
import { anEvent } from './testing/builders.js';

const sized = (characters: number) => ({ events: [], characters });

const logged = (revision: number): LoggedEvent => ({
  event: { ...anEvent(), stream: 's', revision, recordedAt: '', previousHash: null, hash: '' },
  position: `e:${revision}`,
});
const revisions = (cache: StreamCache) => cache.get('s')?.events.map(({ event }) => event.revision);

describe('streams kept in memory', () => {
  it('grow with what is written, from their first event on', () => {
    const cache = new StreamCache();
    cache.append('s', [logged(0), logged(1)]);
    cache.append('s', [logged(2)]);
    expect(revisions(cache)).toEqual([0, 1, 2]);
  });

  it('take once what they were already read with, and are forgotten at a gap', () => {
    const cache = new StreamCache();
    cache.put('s', { events: [logged(0), logged(1)], characters: 10 });
    cache.append('s', [logged(1), logged(2)]);
    expect(revisions(cache)).toEqual([0, 1, 2]);
    cache.append('s', [logged(4)]);
    expect(revisions(cache)).toBeUndefined();
  });

  it('are not begun in the middle', () => {
    const cache = new StreamCache();
    cache.append('s', [logged(3)]);
    expect(revisions(cache)).toBeUndefined();
  });

  it('are forgotten when others have passed through, unless they were asked for meanwhile', () => {
    const cache = new StreamCache(100);
    cache.put('asked', sized(10));
    cache.put('idle', sized(10));
    for (let index = 0; index < 20; index += 1) {
      cache.put(`other-${index}`, sized(20));
      cache.get('asked');
    }
    expect([cache.get('asked'), cache.get('idle')]).toEqual([sized(10), undefined]);
  });

  it('count once, however often they grow', () => {
    const cache = new StreamCache(100);
    cache.put('first', sized(10));
    for (let index = 0; index < 20; index += 1) cache.put('growing', sized(20 + (index % 3)));
    expect(cache.get('first')).toEqual(sized(10));
  });

  it('are kept from the second meeting on where reading them again costs little', () => {
    const cache = new StreamCache(undefined, metBefore());
    cache.append('s', [logged(0)]);
    expect(revisions(cache)).toBeUndefined();
    cache.put('s', { events: [logged(0)], characters: 10 });
    cache.append('s', [logged(1)]);
    expect(revisions(cache)).toEqual([0, 1]);
  });

  it('are not kept when one alone would take much of the limit', () => {
    const cache = new StreamCache(100);
    cache.put('large', sized(10));
    cache.put('large', sized(60));
    expect(cache.get('large')).toBeUndefined();
  });
});
