import { EVENT_ID, SHA256, sample } from './sample.js';

/** As long as the name and number of an edition may be. */
const LONG_NAME = `${'measured'.padEnd(63, '-by-us')}@9999`;

export const PLATFORM = {
  EventRetracted: sample(
    {
      target: { reference: 'r-1' },
      reason: 'incorrect_data',
      replacement: { device: 'imei:004401245678905', type: 'DeviceReadied', occurredAt: '2026-03-04', data: {} },
      note: 'Wrong label scanned.',
    },
    { target: {}, reason: 'mistake' },
    '/data/target one-of',
    '/data/reason not-one-of',
  ),
  AnomalyResolved: sample(
    { anomalyId: EVENT_ID, resolution: 'confirmed', note: 'Weighed again.', evidence: SHA256 },
    { anomalyId: 'a-1', resolution: 'confirmed' },
    '/data/anomalyId wrong-format',
  ),
  EventReleased: sample({ eventId: EVENT_ID, note: 'Genuine.' }, { eventId: EVENT_ID }, '/data/note required'),
  EventSetAside: sample({ eventId: EVENT_ID, note: 'Disputed.' }, { note: 'Disputed.' }, '/data/eventId required'),
  RecallIssued: sample(
    {
      selector: {
        gtin: '9521234543213',
        model: 'Pebble 5',
        tacRange: { from: '00440124', to: '00440199' },
        batteryLot: 'L-7',
        manufacturedFrom: '2024-01-01',
        manufacturedTo: '2024-06-30',
      },
      severity: 'high',
    },
    { selector: {} },
    '/data/selector one-of',
  ),
  RecallResolved: sample({ action: 'battery replaced', recallRef: 'RC-1' }, {}, '/data/action required'),
  SoftwareSupportEnded: sample(
    { model: 'Pebble 5', date: '2029-12-31' },
    { model: 'Pebble 5', date: '2029' },
    '/data/date wrong-format',
  ),
  PersonalDataErased: sample(
    { subjectRef: 'c-1', keyId: 'k-1', legalBasis: 'request' },
    { keyId: 'k-1' },
    '/data/subjectRef required',
  ),
  PartnerRegistered: sample(
    {
      partnerId: 'repairworks',
      name: 'Repair Works',
      roles: ['refurbisher'],
      country: 'FR',
      timeZone: 'Europe/Paris',
      sites: [{ id: 'lyon', country: 'FR', timeZone: 'Europe/Paris', gln: '9521234900009', default: true }],
      withoutKey: false,
    },
    { partnerId: 'Repair Works', name: 'Repair Works', roles: ['fixer'], country: 'FR' },
    '/data/partnerId wrong-format',
    '/data/roles/0 not-one-of',
  ),
  PartnerRolesChanged: sample(
    { partnerId: 'repairworks', roles: ['refurbisher', 'retailer'] },
    { partnerId: 'x', roles: [] },
    '/data/roles out-of-range',
  ),
  PartnerKeyRotated: sample(
    { partnerId: 'repairworks', keyId: 'k-2', until: '2026-04-01' },
    { partnerId: 'x' },
    '/data/keyId required',
  ),
  PartnerSuspended: sample({ partnerId: 'repairworks', reason: 'key leaked' }, {}, '/data/partnerId required'),
  PartnerReactivated: sample({ partnerId: 'repairworks', reason: 'key replaced' }, {}, '/data/partnerId required'),
  DelegationGranted: sample(
    { partnerId: 'repairworks', delegateId: 'benchmate', from: '2026-01-01', until: '2027-01-01' },
    { partnerId: 'repairworks' },
    '/data/delegateId required',
  ),
  DelegationRevoked: sample(
    { partnerId: 'repairworks', delegateId: 'benchmate' },
    { delegateId: 'benchmate' },
    '/data/partnerId required',
  ),
  DayClosed: sample({ day: '2026-03-04' }, { day: '2026-3-4' }, '/data/day wrong-format'),
  PeriodClosed: sample(
    { period: '2026-03', asOfPosition: 'e1:42' },
    { period: '2026-13' },
    '/data/period wrong-format',
  ),
  EditionActivated: sample(
    { edition: LONG_NAME, sha256: SHA256, default: true, contentIn: `put-on-market-${SHA256}`, decidedBy: 'operator' },
    { edition: 'categories@1' },
    '/data/sha256 required',
  ),
  EditionStated: sample(
    { edition: LONG_NAME, sha256: SHA256, part: 1, parts: 1, text: '{}', decidedBy: 'operator' },
    { edition: 'measured@1', sha256: SHA256, part: 0, parts: 1, text: '{}', decidedBy: 'operator' },
    '/data/part out-of-range',
  ),
};
