import type { EventDeclaration, Failure, JsonObject, Micros, Refusal } from '#kernel';
import { defaultSite, type Partner, type PartnerDirectory } from '#partners/domain';
import { failuresOf, type Ids } from '#platform';
import { readAddress } from '../domain/intake/address.js';
import { authorise } from '../domain/intake/authorise.js';
import { contentDigest } from '../domain/intake/content-digest.js';
import { type Envelope, envelope, IDENTIFIERS_MAX, reference as referenceSchema } from '../domain/intake/envelope.js';
import { withMakersSerial } from '../domain/intake/makers-serial.js';
import { disagreeingTimes, isFailure, type Occurrence, readOccurrence } from '../domain/intake/occurrence.js';
import type { Prepared } from '../domain/intake/prepared.js';
import { refused } from '../domain/intake/refuse.js';
import { addressFailures } from '../domain/intake/whereabouts.js';
import { declarationOf, POSTABLE } from '../domain/registry.js';
import { validateReportData } from '../domain/validation/validate-report-data.js';
import type { Submission } from './submission.js';

export interface PreparationParts {
  partners: Pick<PartnerDirectory, 'find'>;
  ids: Ids;
  refuseTestImeis: boolean;
}

interface Understood {
  report: Envelope;
  declaration: EventDeclaration;
  data: JsonObject;
  occurrence: Occurrence;
  address: Prepared['address'];
}

/** Shape and permission of one report: everything that can be said about it without looking at the log. */
export class Preparation {
  constructor(private readonly parts: PreparationParts) {}

  prepare(submission: Submission): Prepared | Refusal {
    const { caller, receivedAt } = submission;
    const failures: Failure[] = [];
    const understood = this.understand(submission.report, caller.partner, receivedAt, failures);
    const reference = referenceOf(submission, failures);
    if (understood === undefined || reference === undefined || failures.length > 0) return refused(422, ...failures);
    return this.admit(submission, understood, reference);
  }

  private admit(submission: Submission, understood: Understood, reference: string): Prepared | Refusal {
    const { caller, channel, correlationId, receivedAt } = submission;
    const { report, declaration, data, occurrence, address } = understood;
    const allowed = authorise({
      declaration,
      sender: caller.partner,
      partners: this.parts.partners,
      at: receivedAt,
      ...(report.onBehalfOf !== undefined && { onBehalfOf: report.onBehalfOf }),
    });
    if ('denied' in allowed) return refused(403, allowed.denied);
    const confidence = report.confidence ?? confidenceOf(caller.partner);
    const digest = contentDigest(report, { addressedBy: address.addressedBy, data, occurrence, confidence });
    const prepared: Prepared = {
      id: this.parts.ids.next(),
      envelope: { ...report, confidence },
      declaration,
      data,
      sender: caller.partner,
      party: allowed.party,
      address: withMakersSerial(address, declaration.type, data, allowed.party),
      occurrence,
      reference,
      digest,
      channel,
      correlationId,
      ...(submission.zoneInferred && { zoneInferred: true as const }),
      ...(submission.ifMatch !== undefined && { ifMatch: submission.ifMatch }),
    };
    return declaration.type === 'EventRetracted' ? this.withReplacement(prepared, submission) : prepared;
  }

  /** The replacement is a whole report of the same submission: it has no reference of its own (CONTRACTS R6). */
  private withReplacement(prepared: Prepared, submission: Submission): Prepared | Refusal {
    const given = prepared.data.replacement;
    if (given === undefined) return prepared;
    const report = { ...(given as object), reference: prepared.reference } as Submission['report'];
    const replacement = this.prepare({ ...submission, report });
    if (!('outcome' in replacement)) return { ...prepared, replacement };
    const errors = replacement.errors.map((error) => ({ ...error, pointer: `/data/replacement${error.pointer}` }));
    return { ...replacement, errors };
  }

  /** Goes on after a failure, so that one answer names all of them. */
  private understand(given: unknown, sender: Partner, receivedAt: Micros, failures: Failure[]): Understood | undefined {
    const parsed = envelope.safeParse(given);
    if (!parsed.success) failures.push(...failuresOf(parsed.error.issues));
    const report: Partial<Envelope> = parsed.data ?? salvaged(given);
    const occurrence = this.occurrenceOf(report, sender, receivedAt, failures);
    const declaration = report.type === undefined ? undefined : this.declarationFor(report.type, failures);
    if (declaration === undefined) return undefined;
    const data = payloadOf(declaration, report, failures);
    const { address, failures: unreadable } = readAddress({
      type: declaration.type,
      data,
      refuseTestImeis: this.parts.refuseTestImeis,
      ...(report.device !== undefined && { device: report.device }),
      ...(report.subject !== undefined && { subject: report.subject }),
    });
    failures.push(...unreadable);
    if (unreadable.length === 0) failures.push(...addressFailures(declaration, report, address));
    if (occurrence === undefined) return undefined;
    failures.push(...disagreeingTimes(data, ['at', declaration.repeatsTime], occurrence));
    return parsed.success ? { report: parsed.data, declaration, data, occurrence, address } : undefined;
  }

  private occurrenceOf({ occurredAt }: Partial<Envelope>, sender: Partner, receivedAt: Micros, failures: Failure[]) {
    if (occurredAt === undefined) return undefined;
    const found = readOccurrence(occurredAt, defaultSite(sender).timeZone, receivedAt);
    if (!isFailure(found)) return found;
    failures.push(found);
    return undefined;
  }

  private declarationFor(type: string, failures: Failure[]): EventDeclaration | undefined {
    const declaration = POSTABLE.has(type) ? declarationOf(type) : undefined;
    if (declaration === undefined) {
      failures.push({
        pointer: '/type',
        rule: 'unknown-type',
        detail: `${type} is not an event that is reported here.`,
        hint: 'The types are listed at /docs; partners, days and editions have routes of their own.',
      });
    }
    return declaration;
  }
}

const confidenceOf = ({ roles }: Partner) => (roles.includes('operator') ? 'asserted' : 'manual');

function payloadOf(declaration: EventDeclaration, report: Partial<Envelope>, failures: Failure[]): JsonObject {
  const validated = validateReportData(declaration, report.data);
  if (validated.ok) return validated.data;
  failures.push(...validated.failures);
  return {};
}

/** Of an envelope that is not right, the fields that can still be checked. */
function salvaged(given: unknown): Partial<Envelope> {
  if (typeof given !== 'object' || given === null) return {};
  const { type, occurredAt, device, subject, data } = given as Record<string, unknown>;
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  const isTexts = (value: unknown): value is string[] =>
    Array.isArray(value) && value.length <= IDENTIFIERS_MAX && value.every(isText);
  return {
    ...(isText(type) && { type }),
    ...(isText(occurredAt) && { occurredAt }),
    ...((isText(device) || isTexts(device)) && { device }),
    ...(isText(subject) && { subject }),
    ...(data !== undefined && { data }),
  };
}

function referenceOf({ report, fallbackReference }: Submission, failures: Failure[]): string | undefined {
  const own: unknown = (report as Partial<Submission['report']> | null)?.reference;
  const given = own ?? fallbackReference;
  if (given === undefined) {
    failures.push({
      pointer: '/reference',
      rule: 'required',
      detail: 'A report needs a reference, so that it can be sent again without harm.',
      hint: 'Send your own id of it as `reference`, or the header Idempotency-Key.',
    });
    return undefined;
  }
  if (typeof given !== 'string') return undefined;
  const parsed = own === undefined ? referenceSchema.safeParse(given) : undefined;
  if (parsed?.error !== undefined) failures.push(...failuresOf(parsed.error.issues, '/reference'));
  return given;
}
