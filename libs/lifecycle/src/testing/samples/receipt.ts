import { GRADE, IMEI, PRICE, SHA256, sample } from './sample.js';

export const RECEIPT = {
  TradeInQuoted: sample(
    {
      orderRef: 'T-1',
      lineRef: '1',
      declaredGrade: GRADE,
      price: PRICE,
      questionnaire: [{ question: 'turns_on', answer: 'yes' }],
    },
    { orderRef: 'T-1', price: { amountMinor: 299.25, currency: 'EUR' } },
    '/data/price/amountMinor wrong-type',
  ),
  TradeInAccepted: sample(
    { orderRef: 'T-1', sellerRef: 'consumer:c-1', price: PRICE, declaredGrade: GRADE, transferCertificateRef: 'TC-1' },
    { price: PRICE },
    '/data/orderRef required',
  ),
  DeviceReceived: sample(
    {
      intakeReason: 'trade_in',
      identifiersObserved: [IMEI],
      orderRef: 'T-1',
      lineRef: '1',
      manifestLine: '14',
      condition: 'worn',
      massKg: 0.187,
      massSource: 'measured',
    },
    { intakeReason: 'trade_in', massKg: '0,187' },
    '/data/massKg wrong-type',
  ),
  TradeInAmended: sample(
    { orderRef: 'T-1', reasons: ['esthetics'], newPrice: PRICE, assessedGrade: GRADE, proofs: [SHA256] },
    { orderRef: 'T-1', reasons: [] },
    '/data/reasons out-of-range',
  ),
  TradeInSettled: sample(
    { orderRef: 'T-1', paidAt: '2026-03-06', assessedGrade: GRADE },
    {},
    '/data/orderRef required',
  ),
  TradeInCancelled: sample(
    { orderRef: 'T-1', reason: 'withdrawn' },
    { reason: 'withdrawn' },
    '/data/orderRef required',
  ),
  TakenBack: sample(
    { channel: 'store', legalStatus: 'used_eee', massKg: 0.187, collectorRef: 'col-1' },
    { channel: 'store', legalStatus: 'waste' },
    '/data/legalStatus not-one-of',
  ),
  CollectedAsWaste: sample(
    { channel: 'municipal', massKg: 0.187, collectorRef: 'col-1', batchRef: 'B-1' },
    { channel: 'municipal', massKg: -1 },
    '/data/massKg out-of-range',
  ),
  ReturnReceived: sample(
    { orderRef: 'O-1', identifiersObserved: [IMEI], resolution: 'refund', condition: 'opened' },
    { orderRef: 'O-1', identifiersObserved: [{ kind: 'imei', value: '000000000000000' }] },
    '/data/identifiersObserved/0/value identifier-denied',
  ),
  RentalReturned: sample({ rentalRef: 'R-1', condition: 'used' }, {}, '/data/rentalRef required'),
  TriageDecided: sample({ route: 'refurbish', reasonCodes: ['screen'] }, { route: 'scrap' }, '/data/route not-one-of'),
  DiagnosticsReported: sample(
    {
      tool: { name: 'Benchmate', version: '4.1' },
      stage: 'final',
      tests: [{ code: 'touch', result: 'pass' }],
      result: 'pass',
      battery: { healthPercent: 91, cycles: 212, designMah: 4000, fullMah: 3640 },
      media: [{ mediumId: 'internal', kind: 'ufs' }],
      locks: [{ kind: 'activation', state: 'unlocked' }],
      parts: [{ slot: 'display', serial: 'D-1' }],
      r2: { functional: 'F5', cosmetic: 'C5' },
    },
    {
      tool: { name: 'Benchmate' },
      stage: 'final',
      tests: [{ code: 'touch', result: 'ok' }],
      battery: { healthPercent: 910 },
    },
    '/data/tests/0/result not-one-of',
    '/data/battery/healthPercent out-of-range',
  ),
  LockStateObserved: sample(
    { kind: 'frp', state: 'unlocked', source: 'bench' },
    { kind: 'frp' },
    '/data/state required',
  ),
  BlocklistChecked: sample(
    { register: 'national', result: 'clean', fromCache: false, reason: 'none' },
    { register: 'national', result: 'maybe' },
    '/data/result not-one-of',
  ),
  HoldPlaced: sample(
    { reason: 'awaiting_parts', note: 'Display ordered.' },
    { reason: 'lunch' },
    '/data/reason not-one-of',
  ),
  HoldReleased: sample({ reason: 'awaiting_parts' }, {}, '/data/reason required'),
};
