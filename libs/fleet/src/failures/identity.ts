import type { Delivery } from '../delivery.js';
import { addressesOf, imeiText, serialText } from '../device.js';
import { imei, serial } from '../identifiers.js';
import { REFURBISHERS } from '../partners.js';
import type { Inject } from './failure-case.js';
import { minutes, otherThan, partnerOf, type Telling } from './telling.js';

const strangerImei = ({ device }: Telling): string => imei(device.model.number, device.index, 3);
const strangerSerial = ({ device }: Telling): string => serial(device.model.number, device.index, 'X');

/**
 * Two housings under one IMEI, in the hands of two partners in two countries on one day: a workshop takes in another
 * phone by its serial number, and reads the IMEI of this one off its settings screen.
 */
export const clonedImei: Inject = (telling) => {
  const received = telling.find('DeviceReceived');
  const [number] = telling.device.imeis;
  if (received === undefined || number === undefined) return undefined;
  const { country } = partnerOf(received);
  const workshop =
    REFURBISHERS.find((partner) => partner.country !== country) ?? otherThan(received.partner, REFURBISHERS);
  const clone = { device: `serial:${telling.device.model.brand}:${strangerSerial(telling)}` };
  const later = (count: number) => received.sentAt + minutes(count);
  return telling.adding(
    telling.make(workshop, 'DeviceReceived', { intakeReason: 'b2b' }, later(50), clone),
    telling.make(workshop, 'IdentifierAssigned', { kind: 'imei', value: number }, later(65), clone),
    telling.make(workshop, 'LockStateObserved', { kind: 'sim', state: 'unlocked' }, later(70), clone),
  );
};

/** What is seen at receipt is another IMEI than was named: a new board that nobody reported. */
export const unreportedBoardSwap: Inject = (telling) => {
  const received = telling.find('DeviceReceived');
  if (received === undefined || telling.device.imeis.length === 0) return undefined;
  const identifiersObserved = [{ kind: 'imei', value: strangerImei(telling) }];
  return telling.swapping(received, telling.withData(received, { identifiersObserved }));
};

/** Something else came back than was sold. */
export const returnSwap: Inject = (telling) => {
  const returned = telling.find('ReturnReceived');
  if (returned === undefined) return undefined;
  const value = `${telling.device.model.brand}:${strangerSerial(telling)}`;
  const identifiersObserved = [{ kind: 'serial', value }];
  return telling.swapping(returned, telling.withData(returned, { identifiersObserved }));
};

/** Known by its serial to those before, by its IMEI to those after: two records, until one report names both. */
export const splitIdentity: Inject = (telling) => {
  const { device, honest } = telling;
  const turn = honest.findIndex(
    ({ report }) => report.type === 'DeviceReceived' && report.data?.intakeReason === 'trade_in',
  );
  const [number] = device.imeis;
  if (turn < 0 || number === undefined || device.boardSwapped || !device.registered) return undefined;
  const last = honest.length - 1;
  return telling.replacing((delivery, index): Delivery => {
    if (delivery.report.device === undefined) return delivery;
    if (index === last) return telling.altered(delivery, { device: addressesOf(device, 'all') });
    return telling.altered(delivery, { device: index < turn - 2 ? serialText(device) : imeiText(number) });
  });
};
