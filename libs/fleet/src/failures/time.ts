import { timeOf } from '../story.js';
import type { Inject } from './failure-case.js';
import { days, minutes, partnerOf } from './telling.js';

/** Told of a time that has not come, or of one before the device was made. */
export const timeTravel: Inject = (telling) => {
  const graded = telling.find('GradeAssigned');
  const first = telling.honest[0];
  if (graded === undefined || first === undefined) return undefined;
  const early = telling.device.registered && telling.random.chance(0.5);
  const when = early ? first.sentAt - days(500) : telling.until + days(730);
  const travelled = telling.altered(graded, { occurredAt: timeOf(partnerOf(graded), when) });
  return telling.adding(telling.reference(travelled, 'travelled'));
};

/** A report that arrives weeks after others that happened later. */
export const lateEvent: Inject = (telling) => {
  const late = telling.find('GradeAssigned') ?? telling.find('TransportScanned');
  if (late === undefined) return undefined;
  const sentAt = Math.min(telling.until, late.sentAt + days(telling.random.whole(20, 70)));
  return telling.swapping(late, { ...telling.altered(late, {}), sentAt });
};

/** The carrier's proof of delivery overtakes its own collection scan; its sequence numbers tell. */
export const outOfOrder: Inject = (telling) => {
  const { honest } = telling;
  const index = honest.findIndex(({ report }) => report.type === 'TransportScanned');
  const scan = honest[index];
  const delivered = honest.slice(index).find(({ report }) => report.type === 'DeliveryConfirmed');
  if (scan === undefined || delivered === undefined) return undefined;
  return telling.replacing((delivery) => {
    if (delivery === scan) return { ...telling.altered(scan, { sequence: 1 }), sentAt: delivered.sentAt + minutes(30) };
    if (delivery === delivered) return telling.altered(delivered, { sequence: 2 });
    return delivery;
  });
};

/** Dated to the last evening of the month before, though it was written down later. */
export const backDatedGrade: Inject = (telling) => {
  const graded = telling.find('GradeAssigned');
  if (graded === undefined) return undefined;
  const written = new Date(graded.sentAt / 1000);
  const endOfMonth = Date.UTC(written.getUTCFullYear(), written.getUTCMonth(), 1) * 1000 - minutes(180);
  return telling.swapping(graded, telling.altered(graded, { occurredAt: timeOf(partnerOf(graded), endOfMonth) }));
};
