import { addressesOf, imeiText, serialText } from '../device.js';
import { type FleetPartner, REFURBISHERS, RETAILERS, TRADE_IN } from '../partners.js';
import type { Story } from '../story.js';
import type { Stage } from './stage.js';
import { sentByUser, ship } from './transport.js';
import { weighed } from './weighing.js';

const BUYERS: readonly FleetPartner[] = [...TRADE_IN, RETAILERS[2], REFURBISHERS[2]];

/** Its user sells it to a trade-in partner, which names it by an order until it has arrived. */
export function tradedIn(story: Story): Stage {
  const { random } = story;
  const buyer = random.pick(BUYERS);
  const orderRef = story.reference('buy');
  const subject = `order:${buyer.id}:${orderRef}`;
  const price = { amountMinor: random.whole(20, 400) * 100, currency: buyer.country === 'GB' ? 'GBP' : 'EUR' };
  const declaredGrade = declared(story);
  story.atWork(buyer);
  story.tell(buyer, 'TradeInQuoted', { orderRef, price, declaredGrade }, { subject });
  story.passDays(0.1, 4);
  story.tell(buyer, 'TradeInAccepted', { orderRef, price, declaredGrade, sellerRef: story.user }, { subject });
  sentByUser(story, buyer);
  received(story, buyer, orderRef);
  settled(story, buyer, orderRef, price);
  if (buyer.roles.includes('refurbisher')) return 'bench';
  forwarded(story, buyer);
  return 'bench';
}

/** Known to nobody before: the first that Circulog hears of it is its trade-in. */
export function firstSeenUsed(story: Story): Stage {
  story.device.registered = false;
  story.device.batteryHealthPercent = story.random.whole(74, 92);
  story.user = `consumer:c-${story.random.hex(10)}`;
  story.lives = 1;
  return tradedIn(story);
}

function declared(story: Story) {
  const code = story.random.weighted([
    [3, 'excellent'],
    [5, 'good'],
    [2, 'fair'],
  ]);
  return { scheme: 'backmarket', schemeVersion: '1', code };
}

function received(story: Story, buyer: FleetPartner, orderRef: string): void {
  story.passDays(0.1, 1.2);
  story.atWork(buyer);
  story.tell(
    buyer,
    'DeviceReceived',
    {
      intakeReason: 'trade_in',
      orderRef,
      identifiersObserved: observed(story),
      condition: story.random.pick(['as_described', 'worn', 'display_damaged']),
      massKg: weighed(story),
      massSource: 'measured',
    },
    { device: addressesOf(story.device, 'all'), location: { country: buyer.country, gln: buyer.gln } },
  );
}

/** What the label and the settings screen show. */
const observed = ({ device }: Story) =>
  [...device.imeis.map(imeiText), serialText(device)].map((text) => ({
    kind: text.slice(0, text.indexOf(':')),
    value: text.slice(text.indexOf(':') + 1),
  }));

function settled(
  story: Story,
  buyer: FleetPartner,
  orderRef: string,
  price: { amountMinor: number; currency: string },
): void {
  story.passDays(0.2, 2);
  story.atWork(buyer);
  if (story.random.chance(0.15)) {
    const newPrice = { ...price, amountMinor: Math.round(price.amountMinor * 0.8) };
    story.tell(buyer, 'TradeInAmended', { orderRef, reasons: ['esthetics'], newPrice });
    story.passDays(0.5, 3);
  }
  story.tell(buyer, 'TradeInSettled', { orderRef });
}

function forwarded(story: Story, buyer: FleetPartner): void {
  const workshop = story.random.pick(REFURBISHERS);
  story.passDays(0.5, 6);
  ship(story, { from: buyer, to: workshop, purpose: 'processing' });
  story.passDays(0.1, 1.2);
  story.atWork(workshop);
  story.tell(workshop, 'DeviceReceived', {
    intakeReason: 'transfer',
    identifiersObserved: observed(story),
    massKg: weighed(story),
  });
  story.tell(buyer, 'OwnershipTransferred', {
    to: `partner:${workshop.id}`,
    basis: 'wholesale',
    transferRef: story.reference('lot'),
  });
}
