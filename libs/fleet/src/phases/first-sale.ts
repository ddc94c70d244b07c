import { ENTERPRISE, type FleetPartner, RETAILERS } from '../partners.js';
import type { Story } from '../story.js';
import type { Stage } from './stage.js';
import { handOver, ship } from './transport.js';

/** Sold new: over a shop's counter, or sent to the buyer, by its maker too. */
export function firstSale(story: Story, shop: FleetPartner): Stage {
  const { random, device } = story;
  const business = ['laptop', 'desktop', 'monitor', 'server'].includes(device.model.category) && random.chance(0.6);
  const byMaker = shop.roles.includes('manufacturer');
  const inStore = !business && !byMaker && random.chance(0.5);
  const { country } = byMaker ? random.pick(RETAILERS) : shop;
  const orderRef = story.reference('sale');
  story.user = business ? `partner:${ENTERPRISE.id}` : `consumer:c-${random.hex(10)}`;
  story.owner = business ? ENTERPRISE : undefined;
  story.atWork(shop);
  story.tell(
    shop,
    'DeviceSoldNew',
    {
      saleRef: orderRef,
      country,
      ownerRef: story.user,
      price: { amountMinor: random.whole(90, 1400) * 100, currency: country === 'GB' ? 'GBP' : 'EUR' },
      buyerKind: business ? 'business' : 'consumer',
      fulfilment: inStore ? 'in_store' : 'shipped',
      returnWindowDays: 14,
    },
    { location: { country, ...(byMaker ? {} : { gln: shop.gln }) } },
  );
  story.lives = 1;
  if (inStore) story.holder = undefined;
  else if (business && random.chance(0.5)) deployed(story, shop);
  else ship(story, { from: shop, to: undefined, purpose: 'sale', orderRef, country });
  story.lastSale = byMaker ? undefined : { seller: shop, orderRef };
  return 'use';
}

/** The enterprise fetches it and hands it to somebody who works with it. */
function deployed(story: Story, shop: FleetPartner): void {
  handOver(story, shop, ENTERPRISE, 'sale');
  story.passDays(1, 20);
  story.atWork(ENTERPRISE);
  story.tell(ENTERPRISE, 'UsePhaseStarted', {});
}
