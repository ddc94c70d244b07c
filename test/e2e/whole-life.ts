import type { RunningApp } from '#api/testing';
import { REPAIR_SCORES } from '#lifecycle/testing';
import { Desk } from './desk.js';

export const WHOLE = 'serial:Northwind:WHOLE1';
export const RETURNED = 'serial:Northwind:BACK1';

/**
 * A phone from its maker to its recycler, with two lives of 731 days each, told by everybody who had it; and one that
 * its second buyer sent back.
 */
export async function wholeLife(app: RunningApp): Promise<void> {
  const maker = await Desk.open(app, 'northwind', ['manufacturer', 'retailer']);
  const refit = await Desk.open(app, 'refit', ['refurbisher', 'trade-in']);
  const carrier = await Desk.open(app, 'swift', ['logistics']);
  const recycler = await Desk.open(app, 'remetal', ['recycler']);
  for (const name of [WHOLE, RETURNED]) await born(maker, name);
  await tradedIn(refit);
  await sent(refit, carrier);
  await recycled(recycler);
  await sentBack(refit);
}

async function born(maker: Desk, name: string): Promise<void> {
  const described = { category: 'smartphone', brand: 'Northwind', model: 'Alpha', massKg: 0.18 };
  await maker.record(name, 'DeviceRegistered', '2020-01-10T07:00:00Z', described);
  await maker.record(name, 'DeviceManufactured', '2020-01-10T08:00:00Z', {
    manufacturedOn: '2020-01-10',
    massKg: 0.18,
    recycledFraction: 0.2,
    renewableFraction: 0.01,
    repairability: { value: 3.7975, class: 'B', source: 'EU 2023/1669' },
    repairabilityScores: REPAIR_SCORES,
  });
  await maker.record(name, 'DeviceSoldNew', '2020-02-01T09:00:00Z', {
    saleRef: `new-${name}`,
    fulfilment: 'in_store',
    country: 'FR',
    warrantyEnd: '2022-01-31',
  });
}

const grade = (code: string) => ({ scheme: 'backmarket', schemeVersion: '1', code });

async function tradedIn(refit: Desk): Promise<void> {
  const order = { orderRef: 'T-1' };
  await refit.record(WHOLE, 'TradeInAccepted', '2022-01-28T09:00:00Z', { ...order, declaredGrade: grade('good') });
  await refit.record(WHOLE, 'DeviceReceived', '2022-02-01T09:00:00Z', { ...order, intakeReason: 'trade_in' });
  await refit.record(WHOLE, 'TradeInSettled', '2022-02-02T09:00:00Z', { ...order, assessedGrade: grade('fair') });
  const erasure = await refit.record(WHOLE, 'ErasureCompleted', '2022-02-03T09:00:00Z', {
    level: 'purge',
    method: 'cryptographic erase',
    tool: { name: 'Wipewell' },
    standard: 'NIST SP 800-88 Rev. 2',
    result: 'pass',
    verification: { method: 'sampling', result: 'pass' },
  });
  await refit.record(WHOLE, 'EvidenceAttached', '2022-02-04T09:00:00Z', {
    kind: 'erasure_certificate',
    sha256: 'c'.repeat(64),
    target: { eventId: erasure.body.eventId },
  });
  await refit.record(WHOLE, 'PartRemoved', '2022-02-05T09:00:00Z', {
    slot: 'display',
    disposition: 'recycle',
    massKg: 0.018,
  });
  const part = { slot: 'display', origin: 'new_oem', massKg: 0.018, recycledFraction: 0.5 };
  await refit.record(WHOLE, 'PartInstalled', '2022-02-05T10:00:00Z', part);
  const energy = { energyKWh: 0.5, renewableEnergyKWh: 0.35 };
  await refit.record(WHOLE, 'RefurbishmentCompleted', '2022-02-06T09:00:00Z', { outcome: 'pass', ...energy });
}

async function sent(refit: Desk, carrier: Desk): Promise<void> {
  await refit.record(WHOLE, 'DeviceResold', '2022-02-28T10:30:00Z', {
    orderRef: 'O-1',
    paidAt: '2022-02-28T10:00:00Z',
    expectedDispatchOn: '2022-03-01',
    country: 'DE',
    warrantyEnd: '2023-03-03',
  });
  const parcel = { handoverRef: 'P-1', trackingNumber: 'SW1' };
  await refit.record(WHOLE, 'CustodyReleased', '2022-03-01T21:30:00Z', {
    ...parcel,
    toParty: 'partner:swift',
    purpose: 'sale',
  });
  await carrier.record(WHOLE, 'TransportScanned', '2022-03-01T22:00:00Z', {
    statusCode: 'collected',
    trackingNumber: 'SW1',
  });
  await carrier.record(WHOLE, 'DeliveryConfirmed', '2022-03-03T13:00:00Z', { outcome: 'delivered' });
}

async function recycled(recycler: Desk): Promise<void> {
  await recycler.record(WHOLE, 'CollectedAsWaste', '2024-03-03T13:00:00Z', { channel: 'municipal', massKg: 0.18 });
  await recycler.record(WHOLE, 'RecyclingReceived', '2024-03-05T09:00:00Z', { inputMassKg: 0.18 });
  await recycler.record(WHOLE, 'RecyclingCompleted', '2024-03-09T09:00:00Z', {
    outputs: [
      { material: 'metals', massKg: 0.12, route: 'recycling' },
      { material: 'plastics', massKg: 0.03, route: 'energy_recovery' },
      { material: 'rest', massKg: 0.03, route: 'landfill' },
    ],
    hazardous: false,
  });
}

async function sentBack(refit: Desk): Promise<void> {
  const order = { orderRef: 'O-2' };
  await refit.record(RETURNED, 'DeviceReceived', '2022-05-01T09:00:00Z', { intakeReason: 'trade_in' });
  await refit.record(RETURNED, 'DeviceResold', '2022-05-10T09:00:00Z', {
    ...order,
    fulfilment: 'in_store',
    country: 'DE',
  });
  const reason = { reasonScheme: 'backmarket', reasonCode: '21', resolution: 'refund' };
  await refit.record(RETURNED, 'ReturnAuthorised', '2022-05-15T09:00:00Z', { ...order, ...reason });
  await refit.record(RETURNED, 'ReturnReceived', '2022-05-18T09:00:00Z', order);
}
