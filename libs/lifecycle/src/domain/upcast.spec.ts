import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineEvent, type JsonObject } from '#kernel';
import { tell } from '../testing/tell.js';
import { upcast, upcastTo } from './upcast.js';

/** A type that has changed twice, with one stored payload of each version: the pattern for real ones. */
const Weighed = defineEvent('Weighed', {
  version: 3,
  summary: 'It was weighed.',
  phase: 0,
  emitters: 'any',
  tiers: { massKg: 'public', scale: 'holder' },
  data: z.strictObject({ massKg: z.number(), scale: z.string() }),
  upcast: {
    1: ({ massG, ...rest }) => ({ ...rest, massKg: Number(massG) / 1000 }),
    2: (data) => ({ ...data, scale: 'unstated' }),
  },
});

const STORED: readonly [version: number, stored: JsonObject, today: JsonObject][] = [
  [1, { massG: 187 }, { massKg: 0.187, scale: 'unstated' }],
  [2, { massKg: 0.187 }, { massKg: 0.187, scale: 'unstated' }],
  [3, { massKg: 0.187, scale: 'S-1' }, { massKg: 0.187, scale: 'S-1' }],
];

describe('reading older versions', () => {
  it.each(STORED)('reads version %i as today', (schemaVersion, stored, today) => {
    const event = { ...tell('Weighed', '2026-03-10', stored), schemaVersion };
    const read = upcastTo(Weighed, event);
    expect(read).toEqual({ ...event, schemaVersion: 3, data: today });
    expect(Weighed.data.parse(read.data)).toEqual(today);
    expect(event.data).toEqual(stored);
  });

  it('refuses an event that is newer than the code, and a missing step', () => {
    const event = tell('Weighed', '2026-03-10', {});
    expect(() => upcastTo(Weighed, { ...event, schemaVersion: 4 })).toThrow('newer');
    expect(() => upcastTo({ type: 'Weighed', version: 2 }, event)).toThrow('no step from version 1');
  });

  it('leaves events of today, and of types that nobody declares, as they are', () => {
    const [today, foreign] = [tell('DeviceReadied', '2026-03-10'), tell('Weighed', '2026-03-10')];
    expect(upcast(today)).toBe(today);
    expect(upcast(foreign)).toBe(foreign);
  });
});
