import { type FleetPartner, RECYCLERS, RETAILERS } from '../partners.js';
import type { Story } from '../story.js';
import { recycledAt } from './recycling.js';
import type { Stage } from './stage.js';
import { collected } from './transport.js';
import { weighed } from './weighing.js';

/** Given up as waste at a shop's counter or a recycler's gate. */
export function collectedAsWaste(story: Story): Stage {
  const recycler = story.random.pick(RECYCLERS);
  if (story.random.chance(0.4)) return broughtToRecycler(story, recycler);
  const shop = story.random.pick(RETAILERS);
  story.atWork(shop);
  story.tell(shop, 'TakenBack', {
    channel: 'store',
    legalStatus: 'weee',
    massKg: weighed(story),
    collectorRef: shop.id,
  });
  story.holder = shop;
  story.passDays(4, 30);
  collected(story, shop, recycler, 'recycling');
  return sorted(story, recycler);
}

function broughtToRecycler(story: Story, recycler: FleetPartner): Stage {
  story.atWork(recycler);
  story.tell(recycler, 'CollectedAsWaste', { channel: 'civic_amenity_site', massKg: weighed(story) });
  story.holder = recycler;
  story.passDays(1.2, 6);
  return sorted(story, recycler);
}

/** On the recycler's sorting line: nothing that could be used again. */
function sorted(story: Story, recycler: FleetPartner): Stage {
  story.tell(recycler, 'DeviceReceived', { intakeReason: 'take_back' });
  story.passDays(1.1, 3);
  story.atWork(recycler);
  story.tell(recycler, 'DesignatedForRecycling', { reason: 'collected_as_waste', legalStatus: 'weee' });
  return recycledAt(story, recycler);
}
