import { ENTERPRISE, REFURBISHERS, RETAILERS } from '../partners.js';
import type { Story } from '../story.js';
import { returnedInWindow } from './return.js';
import type { Stage } from './stage.js';
import { tradedIn } from './trade-in.js';
import { ship } from './transport.js';
import { repairedUnderWarranty } from './warranty.js';
import { collectedAsWaste } from './waste.js';
import { weighed } from './weighing.js';

type Ending = (story: Story) => Stage;

/** In a user's hands, until it comes back, is given up, is lost or the story ends. */
export function use(story: Story): Stage {
  const { random, device } = story;
  const consumerSale = story.owner === undefined ? story.lastSale : undefined;
  if (consumerSale !== undefined && random.chance(story.lives > 1 ? 0.09 : 0.05)) {
    return returnedInWindow(story, consumerSale);
  }
  if (consumerSale !== undefined && random.chance(0.06)) repairedUnderWarranty(story, consumerSale);
  story.lastSale = undefined;
  const years = (device.model.lifetimeYears * random.between(0.35, 1.15)) / Math.sqrt(story.lives || 1);
  story.passDays(years * 300, years * 420);
  device.batteryHealthPercent = Math.max(55, Math.round(device.batteryHealthPercent - years * random.between(4, 9)));
  if (story.over) return 'over';
  if (story.owner !== undefined) return retired(story);
  const ending = random.weighted<Ending>([
    [50, tradedIn],
    [16, collectedAsWaste],
    [3, lost],
    [31, keptInDrawer],
  ]);
  return ending(story);
}

const keptInDrawer: Ending = () => 'over';

/** An enterprise gives up a device at the end of its lease. */
function retired(story: Story): Stage {
  const workshop = story.random.pick(REFURBISHERS);
  story.atWork(ENTERPRISE);
  story.tell(ENTERPRISE, 'UsePhaseEnded', { usageHours: story.random.whole(1500, 9000) });
  story.passDays(1, 30);
  ship(story, { from: ENTERPRISE, to: workshop, purpose: 'processing' });
  story.passDays(0.1, 1.5);
  story.atWork(workshop);
  story.tell(workshop, 'DeviceReceived', {
    intakeReason: 'b2b',
    condition: 'used',
    massKg: weighed(story),
    manifestLine: String(story.random.whole(1, 400)),
  });
  story.tell(ENTERPRISE, 'OwnershipTransferred', { to: `partner:${workshop.id}`, basis: 'lease_end' });
  story.owner = undefined;
  return 'bench';
}

function lost(story: Story): Stage {
  const shop = story.random.pick(RETAILERS);
  const stolen = story.random.chance(0.5);
  story.tell(shop, stolen ? 'DeviceReportedStolen' : 'DeviceReportedLost', { reportRef: story.reference('loss') });
  story.passDays(3, 30);
  if (story.random.chance(0.3)) {
    story.tell(shop, 'DeviceFound', { place: 'returned by finder' });
    return 'use';
  }
  story.atWork(shop);
  story.tell(shop, 'DeviceWrittenOff', { reason: 'insurance', claimRef: story.reference('claim') });
  return 'over';
}
