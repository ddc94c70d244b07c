import type { FleetPartner } from '../partners.js';
import type { Story } from '../story.js';
import type { Stage } from './stage.js';
import { sentByUser, ship } from './transport.js';

/** Rented out by the workshop that owns it, comes back, and goes to the bench for the next one. */
export function rented(story: Story, owner: FleetPartner): Stage {
  const { random } = story;
  const rentalRef = story.reference('rent');
  story.user = `consumer:c-${random.hex(10)}`;
  story.atWork(owner);
  story.tell(owner, 'DeviceRented', { rentalRef, toRef: story.user, term: `P${random.pick([6, 12, 24])}M` });
  ship(story, { from: owner, to: undefined, purpose: 'rental', country: owner.country });
  story.lives += 1;
  story.passDays(150, 700);
  story.device.batteryHealthPercent = Math.max(55, story.device.batteryHealthPercent - random.whole(3, 10));
  if (story.over) return 'over';
  sentByUser(story, owner);
  story.tell(owner, 'RentalReturned', { rentalRef, condition: random.pick(['used', 'worn']) });
  return 'bench';
}
