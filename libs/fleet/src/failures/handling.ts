import { MAKERS, MARKETPLACES, OPERATOR, REGISTRY, RETAILERS, TRADE_IN } from '../partners.js';
import { Random } from '../random.js';
import type { Inject } from './failure-case.js';
import { days, minutes, otherThan, partnerOf } from './telling.js';

/** Upgraded on the same bench, with no repair and no second inspector. */
export const gradeInflation: Inject = (telling) => {
  const graded = telling.find('GradeAssigned');
  const grade = graded?.report.data?.grade;
  if (graded === undefined || grade === null || typeof grade !== 'object' || Array.isArray(grade)) return undefined;
  if (grade.code === 'premium' || grade.functional === 'F6') return undefined;
  const best = grade.scheme === 'backmarket' ? { code: 'premium' } : { functional: 'F6', cosmetic: 'C7' };
  const data = { ...graded.report.data, grade: { ...grade, ...best } };
  return telling.adding(telling.make(partnerOf(graded), 'GradeAssigned', data, graded.sentAt + minutes(25)));
};

/** On sale again after it was destroyed or recycled. */
export const resoldAfterDestruction: Inject = (telling) => {
  const end = telling.findLast('RecyclingCompleted') ?? telling.find('DeviceDestroyed');
  if (end === undefined || end.sentAt + days(9) > telling.until) return undefined;
  const seller = telling.random.pick(MARKETPLACES);
  const data = {
    orderRef: `${telling.fleet}-ghost-${telling.device.index}`,
    channel: seller.id,
    buyerRef: `consumer:c-${telling.random.hex(10)}`,
    country: seller.country,
  };
  return telling.adding(telling.make(seller, 'DeviceResold', data, end.sentAt + days(8)));
};

/** Sold with everything still on it. */
export const soldNotErased: Inject = (telling) => {
  const sold = telling.find('DeviceResold');
  const erasure = telling.find('ErasureCompleted', ({ sentAt }) => sold !== undefined && sentAt < sold.sentAt);
  if (sold === undefined || erasure === undefined) return undefined;
  return telling.replacing((delivery) => {
    if (delivery === sold) return telling.altered(sold, {});
    const { type } = delivery.report;
    return delivery.sentAt < sold.sentAt && ERASURE.includes(type) ? undefined : delivery;
  });
};

const ERASURE = ['ErasureCompleted', 'EvidenceAttached'];

/** One certificate for every erasure of a lazy afternoon. */
export const certificateReuse: Inject = (telling) => {
  const erased = telling.find('ErasureCompleted', ({ report }) => report.data?.certificate !== undefined);
  if (erased === undefined) return undefined;
  const certificate = { id: `${telling.fleet}-cert-x`, sha256: new Random(`${telling.fleet}/certificate`).hex(64) };
  return telling.swapping(erased, telling.withData(erased, { certificate }));
};

/** Clean when it came in, on the register a week later. */
export const stolenAfterIntake: Inject = (telling) => {
  const received = telling.find('DeviceReceived');
  if (received === undefined || telling.device.imeis.length === 0) return undefined;
  const at = received.sentAt + days(6);
  if (at > telling.until) return undefined;
  const checked = { register: 'gsma', result: 'stolen', reason: 'reported by owner' };
  return telling.adding(
    telling.make(
      RETAILERS[1],
      'DeviceReportedStolen',
      { reportRef: `${telling.fleet}-theft-${telling.device.index}` },
      at,
    ),
    telling.make(REGISTRY, 'BlocklistChecked', checked, at + minutes(90)),
  );
};

/** Its maker calls back a model; a workshop later sees to this one. */
export const batchRecall: Inject = (telling) => {
  const made = telling.find('DeviceManufactured');
  if (made === undefined || made.sentAt + days(200) > telling.until) return undefined;
  const maker = MAKERS.find(({ id }) => id === made.partner) ?? MAKERS[0];
  const ref = `${telling.fleet}-recall-${telling.device.index}`;
  const selector = { gtin: telling.device.model.gtin };
  const at = made.sentAt + days(120);
  return telling.adding(
    telling.make(maker, 'RecallIssued', { selector, severity: 'high' }, at, { subject: `recall:${maker.id}:${ref}` }),
    telling.make(maker, 'RecallResolved', { action: 'battery_checked' }, at + days(60)),
  );
};

/** The buyer asks to be forgotten. */
export const personalDataErasure: Inject = (telling) => {
  const sold = telling.find('DeviceResold');
  const subjectRef = sold?.report.data?.buyerRef;
  if (sold === undefined || typeof subjectRef !== 'string' || !subjectRef.startsWith('consumer:')) return undefined;
  const data = { subjectRef, keyId: `key-${telling.random.hex(8)}`, legalBasis: 'request' };
  const told = telling.make(OPERATOR, 'PersonalDataErased', data, sold.sentAt + days(40));
  const { device: _, ...report } = told.report;
  return telling.adding({ ...told, report });
};

/** Sold on between neighbours: somebody else trades it in. */
export const privateResale: Inject = (telling) => {
  const accepted = telling.find('TradeInAccepted');
  if (accepted === undefined) return undefined;
  const buyer = [...TRADE_IN, ...RETAILERS].find(({ id }) => id === accepted.partner) ?? otherThan('', TRADE_IN);
  const sellerRef = `consumer:c-${telling.random.hex(10)}`;
  const from = String(accepted.report.data?.sellerRef ?? 'unknown');
  const transfer = { from, to: sellerRef, basis: 'private_resale' };
  return [
    ...telling.swapping(accepted, telling.withData(accepted, { sellerRef })),
    telling.make(buyer, 'OwnershipTransferred', transfer, accepted.sentAt - days(30)),
  ];
};
