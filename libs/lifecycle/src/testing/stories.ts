import type { JsonObject, RecordedEvent } from '#kernel';
import { type Told, tell } from './tell.js';

type Story = (at: string, data?: JsonObject, told?: Told) => RecordedEvent;

const story =
  (type: string, defaults: JsonObject, teller: Told): Story =>
  (at, data = {}, told = {}) =>
    tell(type, at, { ...defaults, ...data }, { ...teller, ...told });

const maker: Told = { by: 'maker', roles: ['manufacturer'] };
const shop: Told = { by: 'shop', roles: ['retailer'] };
const refurb: Told = { by: 'refurb', roles: ['refurbisher'] };
const buyback: Told = { by: 'buyback', roles: ['trade-in'] };
const carrier: Told = { by: 'carrier', roles: ['logistics'] };
const recycler: Told = { by: 'recycler', roles: ['recycler'] };
const operator: Told = { by: 'operator', roles: ['operator'] };

export const registered = story('DeviceRegistered', { category: 'smartphone' }, refurb);
export const described = story('DeviceDescribed', {}, refurb);
export const manufactured = story('DeviceManufactured', { manufacturedOn: '2023-01-10', massKg: 0.18 }, maker);
export const soldNew = story('DeviceSoldNew', { saleRef: 'S-1', country: 'FR', ownerRef: 'consumer:anna' }, shop);
export const released = story('CustodyReleased', { toParty: 'partner:refurb', handoverRef: 'H-1' }, shop);
export const accepted = story('CustodyAccepted', { fromParty: 'partner:shop', handoverRef: 'H-1' }, refurb);
export const rejected = story('CustodyRejected', { reason: 'damaged', handoverRef: 'H-1' }, refurb);
export const granted = story('AccessGranted', { granteeId: 'guest' }, shop);
export const revoked = story('AccessRevoked', { granteeId: 'guest' }, shop);
export const scanned = story('TransportScanned', { statusCode: 'AC' }, carrier);
export const delivered = story('DeliveryConfirmed', { outcome: 'delivered' }, carrier);
export const tradedIn = story('TradeInAccepted', { orderRef: 'T-1' }, buyback);
export const received = story('DeviceReceived', { intakeReason: 'trade_in' }, refurb);
export const returned = story('ReturnReceived', { orderRef: 'O-1' }, refurb);
export const returnAuthorised = story('ReturnAuthorised', { orderRef: 'O-1', reasonCode: '1' }, shop);
export const diagnosed = story(
  'DiagnosticsReported',
  { tool: { name: 'bench' }, stage: 'final', result: 'pass', tests: [] },
  refurb,
);
export const erased = story(
  'ErasureCompleted',
  {
    level: 'purge',
    method: 'block erase',
    tool: { name: 'wiper' },
    standard: 'NIST SP 800-88 Rev. 2',
    result: 'pass',
    verification: { method: 'full', result: 'pass' },
  },
  refurb,
);
export const graded = story(
  'GradeAssigned',
  { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'GOOD' }, method: 'manual' },
  refurb,
);
export const started = story('RefurbishmentStarted', {}, refurb);
export const completed = story('RefurbishmentCompleted', { outcome: 'pass' }, refurb);
export const readied = story('DeviceReadied', {}, refurb);
export const listed = story('DeviceListed', { channel: 'backmarket' }, refurb);
export const resold = story(
  'DeviceResold',
  { orderRef: 'O-1', channel: 'backmarket', buyerRef: 'consumer:ben', country: 'DE' },
  refurb,
);
export const dismantled = story('DeviceDismantled', {}, recycler);
export const destroyed = story('DeviceDestroyed', { method: 'shredding' }, recycler);
export const recyclingReceived = story('RecyclingReceived', {}, recycler);
export const recycled = story('RecyclingCompleted', { outputs: [] }, recycler);

export const retracted = (target: RecordedEvent, at: string, told: Told = {}): RecordedEvent =>
  tell(
    'EventRetracted',
    at,
    { target: { eventId: target.id }, reason: 'did_not_occur' },
    { by: target.recordedBy, stream: target.stream, ...told },
  );
export const setAside = (target: RecordedEvent, at: string): RecordedEvent =>
  tell('EventSetAside', at, { eventId: target.id, note: 'disputed' }, { ...operator, stream: target.stream });
export const releasedByDecision = (target: RecordedEvent, at: string): RecordedEvent =>
  tell('EventReleased', at, { eventId: target.id, note: 'genuine' }, { ...operator, stream: target.stream });
export const resolved = (anomalyId: string, resolution: string, at: string): RecordedEvent =>
  tell('AnomalyResolved', at, { anomalyId, resolution }, operator);
