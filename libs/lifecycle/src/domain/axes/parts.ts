import { milligrams, partyOf, type RecordedEvent } from '#kernel';
import type { PartChange } from '../journey.js';
import { numberOf, textOf } from '../set/payload.js';
import type { Axis, Walk } from '../walk/walk.js';

const ORIGINS = ['new_oem', 'new_aftermarket', 'used_genuine', 'harvested'] as const;
const DISPOSITIONS = ['reuse', 'repair', 'recycle', 'destroy'] as const;

function change(walk: Walk, event: RecordedEvent, what: PartChange['change']): void {
  const { data } = event;
  const made: PartChange = {
    eventId: event.id,
    at: event.metadata.instant,
    partner: partyOf(event),
    change: what,
    slot: textOf(data, 'slot') ?? 'unknown',
  };
  const origin = ORIGINS.find((known) => known === textOf(data, 'origin'));
  const disposition = DISPOSITIONS.find((known) => known === textOf(data, 'disposition'));
  const partId = textOf(data, 'partId');
  const recycledFraction = numberOf(data, 'recycledFraction');
  const massKg = walk.memory.implausible.has(event.id) ? undefined : numberOf(data, 'massKg');
  const cycle = walk.journey.cycles.at(-1);
  if (origin !== undefined) made.origin = origin;
  if (disposition !== undefined) made.disposition = disposition;
  if (partId !== undefined) made.partId = partId;
  if (recycledFraction !== undefined) made.recycledFraction = recycledFraction;
  if (massKg !== undefined) made.massMg = milligrams(massKg);
  if (cycle !== undefined) made.cycle = cycle.number;
  walk.journey.parts.push(made);
  adjustMass(walk, made);
}

/** Mass after = before - removed + installed (catalogue, rule 10). */
function adjustMass(walk: Walk, { change: what, massMg }: PartChange): void {
  if (walk.mass === undefined || massMg === undefined) return;
  const after = what === 'removed' ? walk.mass.massMg - massMg : walk.mass.massMg + massMg;
  walk.mass = { ...walk.mass, massMg: Math.max(0, after) };
}

/** What went into the device and out of it. */
export const parts: Axis = {
  PartRemoved: (walk, event) => change(walk, event, 'removed'),
  PartInstalled: (walk, event) => change(walk, event, 'installed'),
  RefurbishmentCompleted: (walk, event) => {
    const used: (typeof walk.journey.energy)[number] = { eventId: event.id, at: event.metadata.instant };
    for (const key of ['energyKWh', 'renewableEnergyKWh', 'waterL'] as const) {
      const value = numberOf(event.data, key);
      if (value !== undefined) used[key] = value;
    }
    if (Object.keys(used).length > 2) walk.journey.energy.push(used);
  },
};
