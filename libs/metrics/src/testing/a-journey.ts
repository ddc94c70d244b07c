import { type Day, type Micros, parseInstant, startOfDay } from '#kernel';
import { type Cycle, emptyJourney, type Journey, type Life, type Sale } from '#lifecycle/domain';

/** `2026-03-10` or `2026-03-10 14:30`, UTC. */
export const at = (text: string): Micros =>
  text.length === 10 ? startOfDay(text) : (parseInstant(`${text.replace(' ', 'T')}:00Z`) ?? Number.NaN);

let drawn = 0;

/** A device of which only what the story names is known; ids are drawn where it names none. */
export function aJourney(story: Partial<Journey> = {}): Journey {
  drawn += 1;
  const deviceId = story.deviceId ?? `device-${String(drawn).padStart(6, '0')}`;
  return {
    ...emptyJourney(deviceId, [deviceId]),
    disposition: 'unknown',
    description: { category: 'smartphone', brand: 'Acme', model: 'One', massMg: 180_000 },
    identifiers: [{ identifier: `imei:${deviceId}`, kind: 'imei', assignedBy: `${deviceId}/first` }],
    firstCounted: { eventId: `${deviceId}/first`, at: at('2025-01-10'), partner: 'maker', country: 'DE' },
    ...story,
    deviceId,
  };
}

export function aSale(on: string, story: Partial<Sale> = {}): Sale {
  return {
    eventId: `sale ${on}`,
    kind: 'resale',
    seller: 'seller',
    at: at(on),
    precision: 'second',
    country: 'FR',
    buyerKind: 'consumer',
    fulfilment: 'shipped',
    windowDays: 30,
    dataErased: true,
    ...story,
  };
}

/** A life that the sale of that day opened, out of a refurbished cycle; the window ends with the given day. */
export function aLife(number: number, opened: string, windowEndsOn: Day, story: Partial<Life> = {}): Life {
  return {
    number,
    kind: 'sale',
    inferred: false,
    openedBy: `sale ${opened}`,
    openedAt: at(opened),
    openingInferred: false,
    windowEndsOn,
    pauses: [],
    seller: 'seller',
    country: 'FR',
    ...(number > 1 ? { cycleOutcome: 'refurbished' as const, refurbisher: 'refurb' } : {}),
    ...story,
  };
}

export function aCycle(opened: string, story: Partial<Cycle> = {}): Cycle {
  return {
    number: 1,
    reason: 'trade_in',
    openedBy: `intake ${opened}`,
    openedAt: at(opened),
    country: 'FR',
    visits: [],
    refurbishmentPassed: false,
    ...story,
  };
}
