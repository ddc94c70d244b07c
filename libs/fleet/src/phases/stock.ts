import { type FleetPartner, MARKETPLACES, REFURBISHERS } from '../partners.js';
import type { Story } from '../story.js';
import { rented } from './rental.js';
import type { Stage } from './stage.js';
import { ship } from './transport.js';

type Exit = (story: Story, seller: FleetPartner) => Stage;

/** Ready at a workshop: offered, and given a next user. */
export function stock(story: Story): Stage {
  const seller = REFURBISHERS.find(({ id }) => id === story.holder?.id) ?? REFURBISHERS[0];
  const exit = story.random.weighted<Exit>([
    [84, resold],
    [5, donated],
    [7, rented],
    [4, soldToTrade],
  ]);
  story.passDays(0.2, 3);
  return exit(story, seller);
}

const resold: Exit = (story, seller) => {
  const { random } = story;
  const channel = random.pick(MARKETPLACES);
  const price = { amountMinor: random.whole(80, 700) * 100, currency: seller.country === 'PL' ? 'PLN' : 'EUR' };
  const sku = `SKU-${story.device.model.number}-${random.whole(1, 4)}`;
  story.atWork(seller);
  story.tell(seller, 'DeviceListed', { channel: channel.id, sku, price });
  story.passDays(0.5, 35);
  const orderRef = story.reference('order');
  const sale = { orderRef, lineRef: '1', channel: channel.id, country: channel.country };
  if (random.chance(0.1)) {
    story.tell(channel, 'DeviceReserved', { orderRef });
    story.passMinutes(20, 600);
  }
  sold(story, seller, sale, price);
  if (random.chance(0.03)) return cancelled(story, seller, orderRef);
  ship(story, { from: seller, to: undefined, purpose: 'sale', orderRef, country: channel.country });
  story.lastSale = { seller, orderRef };
  story.lives += 1;
  return 'use';
};

interface SaleTerms {
  orderRef: string;
  lineRef: string;
  channel: string;
  country: string;
}

function sold(
  story: Story,
  seller: FleetPartner,
  sale: SaleTerms,
  price: { amountMinor: number; currency: string },
): void {
  story.user = `consumer:c-${story.random.hex(10)}`;
  story.tell(seller, 'DeviceResold', {
    ...sale,
    buyerRef: story.user,
    buyerKind: 'consumer',
    fulfilment: 'shipped',
    returnWindowDays: 30,
    price,
  });
}

function cancelled(story: Story, seller: FleetPartner, orderRef: string): Stage {
  story.passMinutes(60, 900);
  story.atWork(seller);
  story.tell(seller, 'SaleCancelled', { orderRef, reason: 'buyer_changed_mind', lineRef: '1' });
  return 'stock';
}

const donated: Exit = (story, seller) => {
  story.user = `consumer:c-${story.random.hex(10)}`;
  story.atWork(seller);
  story.tell(seller, 'DeviceDonated', { toRef: story.user });
  ship(story, { from: seller, to: undefined, purpose: 'sale', country: seller.country });
  story.lives += 1;
  story.lastSale = undefined;
  return 'use';
};

/** Sold in a lot to a dealer who reports to nobody. */
const soldToTrade: Exit = (story, seller) => {
  story.atWork(seller);
  const orderRef = story.reference('lot');
  story.tell(seller, 'DeviceResold', {
    orderRef,
    buyerRef: 'unknown',
    buyerKind: 'trade',
    fulfilment: 'shipped',
    country: seller.country,
  });
  ship(story, { from: seller, to: undefined, purpose: 'sale', orderRef, country: seller.country });
  return 'over';
};
