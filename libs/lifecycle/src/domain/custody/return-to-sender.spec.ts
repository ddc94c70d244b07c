import { describe, it } from '@jest/globals';
import {
  delivered,
  dismantled,
  given,
  manufactured,
  received,
  released,
  soldNew,
  tell,
} from '../../testing/journeys.js';

const shop = { by: 'shop', roles: ['retailer'] as const };
const inUse = [manufactured('2023-01-10 08:00'), soldNew('2023-02-01 10:00', { fulfilment: 'in_store' })];
const forRepair = received('2024-03-01 10:00', { intakeReason: 'repair' });
const home = released('2024-03-08 10:00', { toParty: 'consumer:anna' }, { by: 'refurb', roles: ['refurbisher'] });

describe('a device that goes back to who sent it', () => {
  it('is in use again after its repair', () =>
    given(...inUse, forRepair, home).then({
      journey: { disposition: 'in_use', lives: [{ pauses: [{ until: home.metadata.instant }] }] },
    }));

  it('stays dismantled, though its remains go home', () => {
    const remains = [
      dismantled('2024-03-02 10:00', {}, { by: 'refurb', roles: ['refurbisher'] }),
      home,
      delivered('2024-03-09 10:00'),
    ];
    given(...inUse, forRepair, ...remains).then({
      setAside: [],
      journey: { disposition: 'dismantled', custody: { state: 'held', party: 'consumer:anna' } },
    });
  });

  it('does not go home at the end of a rental, whoever it is then sent to', () => {
    const rented = tell('DeviceRented', '2023-02-01 10:00', { rentalRef: 'R-1', toRef: 'consumer:emil' }, shop);
    const started = tell('UsePhaseStarted', '2023-02-02 10:00', {}, shop);
    const back = tell('RentalReturned', '2024-02-02 10:00', { rentalRef: 'R-1' }, shop);
    const onward = released('2024-02-05 10:00', { toParty: 'consumer:fred', purpose: 'rental' });
    given(manufactured('2023-01-10 08:00'), rented, started, back, onward).then({
      journey: { disposition: 'received', custody: { state: 'in_transfer', to: 'consumer:fred' } },
    });
  });

  it('is expected to be worked on under a repair intake, and not after the end of a rental', () => {
    const repaired = tell('RepairPerformed', '2024-03-02 10:00', { outcome: 'fixed' });
    given(...inUse, forRepair, repaired).then({ anomalies: [] });
  });
});
