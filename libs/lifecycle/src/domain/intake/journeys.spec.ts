import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { DEVICE, graded, received, tell } from '../../testing/journeys.js';
import { Journeys } from './journeys.js';
import type { Known } from './known.js';

const WHEN = '2024-01-10 08:00';

/** One device’s stream, and the devices that it is tied to. */
class OneDevice implements Known {
  version = 0;
  constructor(
    private readonly events: RecordedEvent[],
    private readonly tie: string | null = null,
  ) {}

  holder = () => this.tie;
  stream = (): readonly RecordedEvent[] => this.events;
  streams = (names: readonly string[]) => names.map(() => this.events);
  event = () => null;

  add(event: RecordedEvent): void {
    this.events.push(event);
    this.version += 1;
  }
}

const isPlain = (...known: ConstructorParameters<typeof OneDevice>) =>
  new Journeys(new OneDevice(...known)).isPlain(DEVICE);

describe('a device whose identity needs no fold', () => {
  it('is known, by itself, and has only ever been given identifiers', () =>
    expect(isPlain([received(WHEN), graded('2024-01-11 08:00')])).toBe(true));

  it('is none of which no event speaks', () => expect(isPlain([])).toBe(false));

  it('is none that was ever tied to another', () =>
    expect(isPlain([received(WHEN)], JSON.stringify([DEVICE, 'another']))).toBe(false));

  it.each(['IdentifierSuperseded', 'IdentifierAssigned'])('is none with %s in its history', (type) =>
    expect(isPlain([received(WHEN), tell(type, '2024-02-01 10:00')])).toBe(false),
  );
});

describe('the journey at a moment', () => {
  it.each([
    ['not folded yet', false],
    ['folded already', true],
  ])('stays what it was when more is known later: %s', (_, folded) => {
    const known = new OneDevice([received(WHEN)]);
    const journeys = new Journeys(known);
    if (folded) journeys.of(DEVICE);
    const before = journeys.present(DEVICE);
    known.add(graded('2024-01-11 08:00'));
    expect(journeys.of(DEVICE)?.entries).toHaveLength(2);
    expect(before()?.entries).toHaveLength(1);
  });
});
