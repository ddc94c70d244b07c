import type { Delivery } from '../delivery.js';
import { CARRIERS, REFURBISHERS, RETAILERS } from '../partners.js';
import type { Inject } from './failure-case.js';
import { minutes, otherThan, partnerOf } from './telling.js';

const IN_TRANSIT = ['CustodyReleased', 'TransportScanned', 'DeliveryConfirmed'];

/** Taken over from somebody who never had it: the leg in between is missing. */
export const missingCustodyLeg: Inject = (telling) => {
  const { honest } = telling;
  const arrival = honest.findIndex(
    (delivery, index) => delivery.report.type === 'CustodyAccepted' && isLeg(honest[index - 1]),
  );
  const accepted = honest[arrival];
  if (accepted === undefined) return undefined;
  const middle = otherThan(accepted.partner, REFURBISHERS);
  return telling.replacing((delivery, index) => {
    if (index === arrival - 1) return undefined;
    return index === arrival ? telling.withData(accepted, { fromParty: `partner:${middle.id}` }) : delivery;
  });
};

const isLeg = (delivery: Delivery | undefined) => delivery !== undefined && IN_TRANSIT.includes(delivery.report.type);

/** Two partners say at the same time that they have it. */
export const twoCustodyClaims: Inject = (telling) => {
  const accepted = telling.find('CustodyAccepted');
  if (accepted === undefined) return undefined;
  const rival = otherThan(accepted.partner, [...RETAILERS, ...REFURBISHERS]);
  const fromParty = String(accepted.report.data?.fromParty);
  return telling.adding(telling.make(rival, 'CustodyAccepted', { fromParty }, accepted.sentAt + minutes(35)));
};

/** The load arrived, this device did not: it stays with its carrier. */
export const partialLoad: Inject = (telling) => {
  const { honest } = telling;
  const index = honest.findIndex(
    ({ report }, at) => report.type === 'DeliveryConfirmed' && honest[at + 1]?.report.type === 'DeviceReceived',
  );
  const delivered = honest[index];
  if (delivered === undefined) return undefined;
  return [...honest.slice(0, index), telling.withData(delivered, { outcome: 'partial' })];
};

/** Refurbished by somebody who never had it. */
export const phantomRefurbishment: Inject = (telling) => {
  const sold = telling.find('DeviceSoldNew') ?? telling.find('DeviceResold');
  if (sold === undefined) return undefined;
  const workshop = otherThan(sold.partner, REFURBISHERS);
  const data = { outcome: 'pass', level: 'full', energyKWh: 0.2 };
  return telling.adding(telling.make(workshop, 'RefurbishmentCompleted', data, sold.sentAt + minutes(60 * 24 * 12)));
};

/** The carrier sticks another tracking number on the parcel. */
export const carrierRelabel: Inject = (telling) => {
  const { honest, random } = telling;
  const index = honest.findIndex(({ report }) => report.type === 'TransportScanned');
  const scan = honest[index];
  const delivered = honest.slice(index).find(({ report }) => report.type === 'DeliveryConfirmed');
  if (scan === undefined || delivered === undefined) return undefined;
  const trackingNumber = `TR${random.hex(10).toUpperCase()}`;
  const relabelled = telling.make(
    partnerOf(scan),
    'TransportScanned',
    { ...scan.report.data, statusCode: 'IT', detailCode: 'PARCEL_OVER_LABELLED', trackingNumber },
    scan.sentAt + minutes(25),
    scan.report.location === undefined ? {} : { location: scan.report.location },
  );
  return [...telling.swapping(delivered, telling.withData(delivered, { trackingNumber })), relabelled];
};

/** A carrier reports a grade: none of its business. */
export const roguePartner: Inject = (telling) => {
  const delivered = telling.find('DeliveryConfirmed');
  if (delivered === undefined) return undefined;
  const carrier = CARRIERS.find(({ id }) => id === delivered.partner) ?? CARRIERS[0];
  const grade = { scheme: 'backmarket', schemeVersion: '1', code: 'premium' };
  const at = delivered.sentAt + minutes(10);
  return telling.adding(telling.make(carrier, 'GradeAssigned', { grade, method: 'manual' }, at));
};
