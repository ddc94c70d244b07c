import { type FleetPartner, REFURBISHERS } from '../partners.js';
import type { Sale, Story } from '../story.js';
import type { Stage } from './stage.js';
import { sentByUser, ship } from './transport.js';

/** Reason codes as marketplaces use them: changed mind, faulty on opening, failure at first use. */
const REASONS = ['1', '21', '22'] as const;

/** Sent back while the buyer may: the sale opens no life, and the device goes to a bench again. */
export function returnedInWindow(story: Story, { seller, orderRef }: Sale): Stage {
  story.passDays(1, 8);
  story.atWork(seller);
  story.tell(seller, 'ReturnAuthorised', {
    orderRef,
    reasonCode: story.random.pick(REASONS),
    reasonScheme: 'backmarket',
    resolution: 'refund',
  });
  if (story.random.chance(0.3)) story.tell(seller, 'SaleRefunded', { orderRef, reason: 'withdrawal' });
  sentByUser(story, seller);
  story.tell(seller, 'ReturnReceived', { orderRef, resolution: 'refund', condition: 'opened' });
  story.lives -= 1;
  story.lastSale = undefined;
  if (!seller.roles.includes('refurbisher')) toWorkshop(story, seller);
  return 'bench';
}

function toWorkshop(story: Story, from: FleetPartner): void {
  const workshop = story.random.pick(REFURBISHERS);
  story.passDays(0.5, 5);
  ship(story, { from, to: workshop, purpose: 'processing' });
  story.passDays(0.1, 1);
  story.atWork(workshop);
  story.tell(workshop, 'DeviceReceived', { intakeReason: 'transfer', condition: 'opened' });
}
