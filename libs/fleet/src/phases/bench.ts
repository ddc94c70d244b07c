import { type FleetPartner, LAB, REFURBISHERS, REGISTRY } from '../partners.js';
import type { Story } from '../story.js';
import { diagnosed } from './diagnosis.js';
import { erased } from './erasure.js';
import { graded } from './grading.js';
import { batteryReplaced, screenReplaced } from './parts.js';
import type { Stage } from './stage.js';

type Route = 'refurbish' | 'resell_as_is' | 'harvest' | 'recycle';

/** At a workshop: looked at, sent on its route, and made ready or given up. */
export function bench(story: Story): Stage {
  const workshop = REFURBISHERS.find(({ id }) => id === story.holder?.id) ?? REFURBISHERS[0];
  story.passDays(0.2, 4);
  story.atWork(workshop);
  diagnosed(story, story.random.chance(0.4) ? LAB : workshop, 'intake');
  if (story.device.imeis.length > 0)
    story.tell(REGISTRY, 'BlocklistChecked', {
      register: 'gsma',
      result: 'clean',
      fromCache: story.random.chance(0.3),
    });
  story.passMinutes(20, 400);
  story.atWork(workshop);
  const route = routeOf(story);
  if (route === 'recycle')
    story.tell(workshop, 'DesignatedForRecycling', { reason: REASON[route], legalStatus: 'weee' });
  else story.tell(workshop, 'TriageDecided', { route, reasonCodes: [REASON[route]] });
  switch (route) {
    case 'harvest':
      return 'harvest';
    case 'recycle':
      return 'recycling';
    case 'resell_as_is':
      return readied(story, workshop);
    case 'refurbish':
      return refurbished(story, workshop);
  }
}

const REASON: Record<Route, string> = {
  refurbish: 'worth_it',
  resell_as_is: 'like_new',
  harvest: 'parts_worth_more',
  recycle: 'beyond_repair',
};

function routeOf({ random, lives, device }: Story): Route {
  const worn = lives > 2 || device.batteryHealthPercent < 62;
  return random.weighted<Route>([
    [worn ? 30 : 74, 'refurbish'],
    [worn ? 2 : 10, 'resell_as_is'],
    [worn ? 30 : 7, 'harvest'],
    [worn ? 38 : 9, 'recycle'],
  ]);
}

function readied(story: Story, workshop: FleetPartner): Stage {
  story.passDays(0.1, 2);
  story.atWork(workshop);
  erased(story, workshop);
  graded(story, workshop);
  story.tell(workshop, 'DeviceReadied', { level: 'light' });
  return 'stock';
}

function refurbished(story: Story, workshop: FleetPartner): Stage {
  const { random, device } = story;
  const workOrder = story.reference('wo');
  story.passDays(0.2, 5);
  story.atWork(workshop);
  story.tell(workshop, 'RefurbishmentStarted', { workOrder, level: random.chance(0.6) ? 'light' : 'full' });
  story.passMinutes(15, 200);
  erased(story, workshop);
  if (random.chance(0.06)) story.tell(workshop, 'HoldPlaced', { reason: 'awaiting_parts' });
  if (story.deliveries.at(-1)?.report.type === 'HoldPlaced') {
    story.passDays(2, 12);
    story.atWork(workshop);
    story.tell(workshop, 'HoldReleased', { reason: 'awaiting_parts' });
  }
  if (device.media.length > 0 && device.batteryHealthPercent < 85) batteryReplaced(story, workshop);
  if (random.chance(0.25)) screenReplaced(story, workshop);
  story.passMinutes(20, 240);
  if (!diagnosed(story, workshop, 'final')) mended(story, workshop);
  const failed = random.chance(0.04);
  if (!failed) graded(story, workshop);
  story.passMinutes(5, 60);
  story.tell(workshop, 'RefurbishmentCompleted', {
    outcome: failed ? 'fail' : 'pass',
    workOrder,
    level: 'full',
    energyKWh: random.whole(2, 40) / 100,
    renewableEnergyKWh: random.whole(0, 2) / 100,
    waterL: random.whole(0, 12) / 10,
  });
  if (failed) {
    story.tell(workshop, 'DesignatedForRecycling', { reason: 'beyond_repair', legalStatus: 'weee' });
    return 'recycling';
  }
  return 'stock';
}

/** What the final test found is seen to, and tested again. */
function mended(story: Story, workshop: FleetPartner): void {
  story.passMinutes(20, 300);
  story.atWork(workshop);
  story.tell(workshop, 'PartInstalled', { slot: 'charging_port', origin: 'new_oem', massKg: 0.003, paired: true });
  story.tell(workshop, 'RepairPerformed', { outcome: 'fixed', faultCodes: ['FINAL_TEST'], laborMin: 25 });
  story.passMinutes(10, 60);
  diagnosed(story, workshop, 'final');
}
