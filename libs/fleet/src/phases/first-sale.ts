import { ENTERPRISE, type FleetPartner } from '../partners.js';
import type { Story } from '../story.js';
import type { Stage } from './stage.js';
import { ship } from './transport.js';

/** Sold new by a shop: over the counter, or sent to the buyer. */
export function firstSale(story: Story, shop: FleetPartner): Stage {
  const { random, device } = story;
  const business = ['laptop', 'desktop', 'monitor', 'server'].includes(device.model.category) && random.chance(0.6);
  const inStore = !business && random.chance(0.5);
  const orderRef = story.reference('sale');
  story.user = business ? `partner:${ENTERPRISE.id}` : `consumer:c-${random.hex(10)}`;
  story.owner = business ? ENTERPRISE : undefined;
  story.atWork(shop);
  story.tell(
    shop,
    'DeviceSoldNew',
    {
      saleRef: orderRef,
      country: shop.country,
      ownerRef: story.user,
      price: { amountMinor: random.whole(90, 1400) * 100, currency: shop.country === 'GB' ? 'GBP' : 'EUR' },
      buyerKind: business ? 'business' : 'consumer',
      fulfilment: inStore ? 'in_store' : 'shipped',
      returnWindowDays: 14,
    },
    { location: { country: shop.country, gln: shop.gln } },
  );
  const soldAt = story.at;
  story.lives = 1;
  if (inStore) story.holder = undefined;
  else
    story.lastShipment = ship(story, { from: shop, to: undefined, purpose: 'sale', orderRef, country: shop.country });
  if (business) deployed(story);
  story.lastSale = { seller: shop, orderRef, at: soldAt };
  return 'use';
}

/** The enterprise takes it in and hands it to somebody who works with it. */
function deployed(story: Story): void {
  if (story.lastShipment === undefined) return;
  story.passDays(0.1, 3);
  story.atWork(ENTERPRISE);
  story.tell(ENTERPRISE, 'CustodyAccepted', { fromParty: `partner:${story.lastShipment.carrier.id}` });
  story.passDays(1, 20);
  story.atWork(ENTERPRISE);
  story.tell(ENTERPRISE, 'UsePhaseStarted', {});
}
