import { type JsonObject, type Micros, monthOf } from '#kernel';
import { type FleetPartner, RECYCLERS, REFURBISHERS } from '../partners.js';
import type { Story } from '../story.js';
import type { Stage } from './stage.js';
import { handOver } from './transport.js';
import { weighed } from './weighing.js';

/** What comes out of a kilogram of mixed devices, and where it goes. */
const FRACTIONS = [
  { material: 'ferrous', share: 0.36, route: 'recycling' },
  { material: 'copper', share: 0.13, route: 'recycling' },
  { material: 'aluminium', share: 0.16, route: 'recycling' },
  { material: 'plastics', share: 0.2, route: 'energy_recovery' },
  { material: 'residue', share: 0.13, route: 'landfill' },
] as const;

/** Given up by a workshop: sometimes shredded there, and taken to a recycler. */
export function recycling(story: Story): Stage {
  const workshop = REFURBISHERS.find(({ id }) => id === story.holder?.id) ?? REFURBISHERS[0];
  const recycler = story.random.pick(RECYCLERS);
  story.passDays(0.2, 3);
  story.atWork(workshop);
  if (story.random.chance(0.1)) {
    story.passDays(0.2, 2);
    story.atWork(workshop);
    story.tell(workshop, 'DeviceDestroyed', { method: 'shredding', certRef: story.reference('destr') });
  }
  story.passDays(2, 25);
  handOver(story, workshop, recycler, 'recycling');
  return recycledAt(story, recycler);
}

/** Weighed in, on its own or in a batch whose outputs are weighed together. */
export function recycledAt(story: Story, recycler: FleetPartner): Stage {
  const inputMassKg = weighed(story);
  const single = recycler.dayPrecision;
  const batchRef = `${story.setting.fleet}-lot-${story.setting.cohort.number}-${quarterOf(story.at)}`;
  story.passDays(1.1, 3);
  story.atWork(recycler);
  story.tell(recycler, 'RecyclingReceived', { inputMassKg, ...(single ? {} : { batchRef }) });
  if (story.over) return 'over';
  if (!single) {
    story.setting.cohort.addToBatch(batchRef, recycler, inputMassKg, story.at);
    return 'over';
  }
  story.passDays(4, 40);
  story.atWork(recycler);
  story.tell(recycler, 'RecyclingCompleted', {
    outputs: outputsOf(inputMassKg),
    massBasis: 'measured',
    process: 'mechanical_separation',
    certRef: story.reference('rec'),
  });
  return 'over';
}

/** Devices of one quarter go into one lot. */
const quarterOf = (at: Micros): string => {
  const month = monthOf(at);
  return `${month.slice(0, 4)}q${Math.ceil(Number(month.slice(5)) / 3)}`;
};

/** Output fractions of an input mass, to the gram. */
export const outputsOf = (inputKg: number): JsonObject[] =>
  FRACTIONS.map(({ material, share, route }) => ({
    material,
    massKg: Math.round(inputKg * share * 1000) / 1000,
    route,
  }));
