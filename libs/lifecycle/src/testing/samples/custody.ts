import { SHA256, sample } from './sample.js';

export const CUSTODY = {
  CustodyReleased: sample(
    {
      toParty: 'partner:swiftway',
      handoverRef: 'leg-1',
      condition: 'sealed',
      seal: 'S-77',
      trackingNumber: 'TR1',
      purpose: 'processing',
    },
    { toParty: 'anna@example.com', purpose: 'gift' },
    '/data/toParty party',
    '/data/purpose not-one-of',
  ),
  CustodyAccepted: sample(
    {
      fromParty: 'gln:9521234900009',
      handoverRef: 'leg-1',
      condition: 'opened',
      discrepancy: 'no charger',
      sealIntact: false,
    },
    { fromParty: 'gln:9521234900001' },
    '/data/fromParty party',
  ),
  CustodyRejected: sample(
    { reason: 'wrong address', handoverRef: 'leg-1' },
    { reason: '' },
    '/data/reason out-of-range',
  ),
  CustodyDisputeResolved: sample(
    { holder: 'partner:repairworks', basis: 'scan', evidence: SHA256 },
    { holder: 'partner:repairworks', basis: 'guess' },
    '/data/basis not-one-of',
  ),
  TransportScanned: sample(
    {
      statusCode: 'AC',
      trackingNumber: 'TR1',
      detailCode: 'COLLECTION_MADE',
      city: 'Lyon',
      country: 'FR',
      mode: 'road',
      distanceKm: 312,
    },
    { statusCode: 'AC', country: 'France' },
    '/data/country wrong-format',
  ),
  DeliveryConfirmed: sample(
    { outcome: 'delivered', trackingNumber: 'TR1', orderRef: 'O-1', signerRef: 's-19' },
    { outcome: 'DELIVERED' },
    '/data/outcome not-one-of',
  ),
  DeviceReportedLost: sample(
    { reportRef: 'L-1', place: 'hub Lille', lastSeenAt: '2026-03-04T15:30:00Z' },
    {},
    '/data/reportRef required',
  ),
  DeviceReportedStolen: sample(
    { reportRef: 'T-1', lastSeenAt: '2026-03-04' },
    { reportRef: 'T-1', lastSeenAt: '2026-03-04T15:30:00' },
    '/data/lastSeenAt wrong-format',
  ),
  DeviceFound: sample({ place: 'hub Lille' }, { place: 7 }, '/data/place wrong-type'),
  DeviceWrittenOff: sample({ reason: 'insurance', claimRef: 'C-1' }, { reason: 'gone' }, '/data/reason not-one-of'),
  DamageReported: sample(
    { severity: 'minor', massKg: 0.18, photos: [SHA256] },
    { severity: 'minor', photos: ['A'.repeat(64)] },
    '/data/photos/0 wrong-format',
  ),
  AccessGranted: sample(
    { granteeId: 'repairworks', until: '2026-06-01', tier: 'repairer' },
    { granteeId: 'repairworks', tier: 'auditor' },
    '/data/tier not-one-of',
  ),
  AccessRevoked: sample({ granteeId: 'repairworks' }, {}, '/data/granteeId required'),
};
