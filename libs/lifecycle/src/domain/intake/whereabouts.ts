import type { EventDeclaration, Failure } from '#kernel';
import { isAboutEvents } from '../set/order.js';
import type { Address } from './address.js';
import type { Envelope } from './envelope.js';

type Subject = NonNullable<EventDeclaration['subject']>;

const TAKES: Record<Subject, readonly string[]> = {
  device: ['device'],
  order: ['order'],
  'device-or-order': ['device', 'order'],
  part: ['part'],
  batch: ['batch'],
  'device-or-batch': ['device', 'batch'],
  recall: ['recall'],
  model: ['model'],
  none: [],
};

/** Reports about other events find their place by the event that they name. */
const needsNoAddress = (declaration: EventDeclaration, report: Partial<Envelope>): boolean =>
  report.corrects !== undefined ||
  (isAboutEvents(declaration) && declaration.type !== 'AnomalyResolved') ||
  declaration.type === 'DevicesMerged';

/** A report names a device or a subject, of a kind that its type is about. */
export function addressFailures(
  declaration: EventDeclaration,
  report: Partial<Envelope>,
  { subject }: Address,
): Failure[] {
  const { device, subject: named } = report;
  if (device !== undefined && named !== undefined) {
    return [
      { pointer: '/subject', rule: 'one-of', detail: 'A report is about a device or about a subject, not both.' },
    ];
  }
  if (device === undefined && named === undefined && needsNoAddress(declaration, report)) return [];
  const takes = isAboutEvents(declaration)
    ? ['device', 'order', 'part', 'batch', 'recall', 'model']
    : TAKES[declaration.subject ?? 'device'];
  if (device === undefined && named === undefined) {
    if (takes.length === 0) return [];
    return [
      { pointer: takes.includes('device') ? '/device' : '/subject', rule: 'required', ...wanted(declaration, takes) },
    ];
  }
  if (device !== undefined && !takes.includes('device')) {
    return [{ pointer: '/device', rule: 'wrong-subject', ...wanted(declaration, takes) }];
  }
  if (subject !== undefined && !takes.includes(subject.kind)) {
    return [{ pointer: '/subject', rule: 'wrong-subject', ...wanted(declaration, takes) }];
  }
  return [];
}

const wanted = ({ type }: EventDeclaration, takes: readonly string[]) => ({
  detail: takes.length === 0 ? `${type} is not reported here.` : `${type} is about ${takes.join(' or ')}.`,
  hint: takes.includes('device') ? 'Such as "device": "imei:356938035643809".' : `Such as "subject": "${takes[0]}:…".`,
});
