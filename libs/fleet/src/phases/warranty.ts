import { addressesOf, type FleetDevice } from '../device.js';
import { imei } from '../identifiers.js';
import { type FleetPartner, REFURBISHERS } from '../partners.js';
import type { Sale, Story } from '../story.js';
import { sentByUser, ship } from './transport.js';

/** A fault within the warranty: away for repair, sometimes with a new main board, and back to the same user. */
export function repairedUnderWarranty(story: Story, { seller, orderRef }: Sale): void {
  const { random } = story;
  const workshop = random.pick(REFURBISHERS);
  story.passDays(60, 300);
  story.atWork(seller);
  story.tell(seller, 'ReturnAuthorised', {
    orderRef,
    reasonCode: '23',
    reasonScheme: 'backmarket',
    resolution: 'repair',
  });
  sentByUser(story, workshop);
  const all = { device: addressesOf(story.device, 'all') };
  story.tell(workshop, 'DeviceReceived', { intakeReason: 'repair', condition: 'does_not_start' }, all);
  story.passDays(0.5, 6);
  story.atWork(workshop);
  if (story.device.imeis.length > 0 && !story.device.boardSwapped && random.chance(0.5)) boardSwapped(story, workshop);
  else partReplaced(story, workshop);
  story.passMinutes(10, 90);
  story.tell(workshop, 'RepairPerformed', {
    outcome: 'fixed',
    faultCodes: [random.pick(['NO_POWER', 'NO_NETWORK', 'NO_CHARGE'])],
    laborMin: random.whole(20, 120),
  });
  story.passDays(0.3, 2);
  ship(story, { from: workshop, to: undefined, purpose: 'repair', country: workshop.country });
}

function partReplaced(story: Story, workshop: FleetPartner): void {
  const slot = story.random.pick(['display', 'charging_port']);
  story.tell(workshop, 'PartInstalled', { slot, origin: 'new_oem', massKg: 0.03, paired: true });
}

/** The new board brings a new IMEI; the old one lives on as a part's. */
function boardSwapped(story: Story, workshop: FleetPartner): void {
  const { device, random } = story;
  const partId = story.reference('board');
  const [oldImei] = device.imeis;
  const newImei = replacementImei(device);
  story.tell(workshop, 'PartInstalled', { slot: 'mainboard', origin: 'new_oem', massKg: 0.02, paired: true });
  if (oldImei === undefined) return;
  story.tell(workshop, 'IdentifierSuperseded', {
    changes: [{ kind: 'imei', oldValue: oldImei, newValue: newImei }],
    reason: 'mainboard_replaced',
    partId,
  });
  device.boardSwapped = true;
  device.imeis = [newImei, ...device.imeis.slice(1)];
  device.media = device.media.map((medium) => ({ ...medium, serial: `${medium.serial}-${random.whole(10, 99)}` }));
}

const replacementImei = ({ model, index }: FleetDevice): string => imei(model.number, index, 2);
