import { describe, expect, it } from '@jest/globals';
import { anEvent } from '#event-store/testing';
import type { PlacedEvent } from '../domain/index.js';
import { inShares } from './shares.js';

const events = ['a', 'b', 'c', 'd'].map((name) => ({ position: name, event: anEvent() }) as unknown as PlacedEvent);
const shared = (touched: string[][], atOnce: number) =>
  [...inShares(events.slice(0, touched.length), touched, atOnce)].map((lot) =>
    lot.map(({ placed, devices, whole }) => [placed.position, devices.join(''), whole]),
  );

describe('devices that events touch', () => {
  it('are in lots that hold few, each event with all of its own', () => {
    expect(shared([['1'], ['2', '3'], [], ['4', '5']], 3)).toEqual([
      [
        ['a', '1', true],
        ['b', '23', true],
        ['c', '', true],
      ],
      [['d', '45', true]],
    ]);
  });

  it('of an event that touches more than a lot holds are shared out over several', () => {
    expect(shared([['1'], ['2', '3', '4', '5', '6'], ['7']], 2)).toEqual([
      [['a', '1', true]],
      [['b', '23', false]],
      [['b', '45', false]],
      [
        ['b', '6', false],
        ['c', '7', true],
      ],
    ]);
  });

  it('are none of no events', () => {
    expect(shared([], 2)).toEqual([]);
  });
});
