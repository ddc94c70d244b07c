import { RECYCLERS, REFURBISHERS } from '../partners.js';
import type { Story } from '../story.js';
import { recycledAt } from './recycling.js';
import type { Stage } from './stage.js';
import { handOver } from './transport.js';
import { weighed } from './weighing.js';

const SLOTS = [
  { slot: 'battery', massKg: 0.045 },
  { slot: 'display', massKg: 0.05 },
  { slot: 'camera', massKg: 0.004 },
] as const;

/** Taken apart for its parts: they go on the shelf, what is left goes to a recycler. */
export function harvest(story: Story): Stage {
  const workshop = REFURBISHERS.find(({ id }) => id === story.holder?.id) ?? REFURBISHERS[0];
  const { model } = story.device;
  story.passDays(1, 10);
  for (const { slot, massKg } of SLOTS) {
    story.atWork(workshop);
    const partId = story.reference(slot);
    story.tell(workshop, 'PartRemoved', { slot, disposition: 'reuse', partId, massKg });
    story.passMinutes(5, 40);
    const subject = `part:${workshop.id}:${partId}`;
    story.tell(workshop, 'PartTested', { partId, result: 'pass' }, { subject });
    const { brand, category } = model;
    story.setting.cohort.store({ partId, slot, massKg, brand, category, partner: workshop.id, from: story.at });
  }
  story.passMinutes(20, 200);
  const takenKg = SLOTS.reduce((sum, { massKg }) => sum + massKg, 0);
  const residualMassKg = Math.max(0.02, Math.round((weighed(story) - takenKg) * 1000) / 1000);
  story.tell(workshop, 'DeviceDismantled', { residualMassKg });
  const recycler = story.random.pick(RECYCLERS);
  story.passDays(3, 30);
  handOver(story, workshop, recycler, 'recycling');
  return recycledAt(story, recycler);
}
