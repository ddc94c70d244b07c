import { describe, expect, it } from '@jest/globals';
import { Slots } from './slots.js';

describe('slots that partners share', () => {
  it('are never all taken by one of them', () => {
    const slots = new Slots({ all: 4, partner: 2 });
    expect([slots.take('slow'), slots.take('slow'), slots.take('slow')]).toEqual([true, true, false]);
    expect(slots.take('acme')).toBe(true);
  });

  it('are told of to those who can take what was given back', () => {
    const slots = new Slots({ all: 4, partner: 1 });
    const looked: string[] = [];
    for (const partner of ['slow', 'acme']) slots.take(partner);
    for (const partner of ['slow', 'acme']) slots.wait(partner, () => looked.push(partner));
    slots.give('acme');
    expect(looked).toEqual(['acme']);
    slots.give('slow');
    expect(looked).toEqual(['acme', 'slow']);
  });

  it('go to whoever has the fewest when they were all taken', () => {
    const slots = new Slots({ all: 3, partner: 2 });
    for (const partner of ['slow', 'slow', 'acme']) slots.take(partner);
    const got: string[] = [];
    for (const partner of ['slow', 'other', 'acme']) {
      slots.wait(partner, () => slots.take(partner) && got.push(partner));
    }
    slots.give('slow');
    expect(got).toEqual(['other']);
  });
});
