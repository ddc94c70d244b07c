import type { JsonObject, RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import type { Medium } from '../journey.js';
import { objectOf, objectsOf, targetOf, textOf } from '../set/payload.js';
import type { Axis, Erasure, Walk } from '../walk/walk.js';
import { INTERNAL, isPresent, mediumNamed, refreshData } from './media.js';

const isLevel = (text: string | undefined): text is 'clear' | 'purge' | 'destroy' =>
  text === 'clear' || text === 'purge' || text === 'destroy';

/** A reported list of media is taken as complete: what it names is there. */
function inventory(walk: Walk, event: RecordedEvent): void {
  const listed = objectsOf(event.data, 'media');
  if (listed.length === 0) {
    refreshData(walk);
    return;
  }
  const implied = walk.journey.media.find(({ mediumId, kind }) => mediumId === INTERNAL && kind === undefined);
  if (implied !== undefined && !listed.some((item) => textOf(item, 'mediumId') === INTERNAL)) {
    implied.mediumId = textOf(listed[0] ?? {}, 'mediumId') ?? INTERNAL;
  }
  for (const item of listed) describeMedium(walk, item);
  walk.inventoryKnown = true;
  refreshData(walk);
}

function describeMedium(walk: Walk, item: JsonObject): void {
  const mediumId = textOf(item, 'mediumId');
  if (mediumId === undefined) return;
  const { media } = walk.journey;
  const known = media.find((candidate) => candidate.mediumId === mediumId);
  const medium: Medium = known ?? { mediumId, state: stateOfNew(walk), verified: false };
  if (known === undefined) media.push(medium);
  const kind = textOf(item, 'kind');
  const serial = textOf(item, 'serial');
  if (kind !== undefined) medium.kind = kind;
  if (serial !== undefined) medium.serial = serial;
  if (typeof item.removable === 'boolean') medium.removable = item.removable;
}

/** A medium first heard of in a used device bears its user's data. */
const stateOfNew = ({ journey: { data } }: Walk): Medium['state'] => (data === 'bearing' ? 'bearing' : 'unknown');

function erasure(walk: Walk, event: RecordedEvent): void {
  const { data } = event;
  const medium = mediumNamed(walk, textOf(data, 'mediumId') ?? INTERNAL);
  if (data.mediaComplete === true) walk.inventoryKnown = true;
  const level = textOf(data, 'level');
  if (textOf(data, 'result') !== 'pass' || !isLevel(level)) {
    medium.state = 'erase_failed';
    medium.verified = false;
  } else {
    medium.state = level === 'destroy' ? 'destroyed' : 'erased';
    medium.level = level;
    medium.verified = textOf(objectOf(data, 'verification') ?? {}, 'result') === 'pass';
    medium.erasedAt = event.metadata.instant;
    rememberErasure(walk, event, medium);
  }
  refreshData(walk);
}

function rememberErasure(walk: Walk, event: RecordedEvent, medium: Medium): void {
  const { erasures } = walk.memory;
  const cycle = walk.journey.cycles.at(-1)?.number ?? 0;
  const before = erasures.findIndex((known) => known.cycle === cycle && known.medium === medium);
  if (before >= 0) erasures.splice(before, 1);
  const made: Erasure = { cycle, medium, eventId: event.id, at: event.metadata.instant };
  erasures.push(made);
  const certificate = objectOf(event.data, 'certificate');
  if (certificate !== undefined) certify(walk, event, made, textOf(certificate, 'sha256'), textOf(certificate, 'id'));
}

/** A certificate may come later than the erasure; the same one for two media is a finding (catalogue, rule 7). */
function attached(walk: Walk, event: RecordedEvent): void {
  if (textOf(event.data, 'kind') !== 'erasure_certificate') return;
  const { erasures } = walk.memory;
  const named = targetOf(event);
  const targetId = walk.history.voids.target(event)?.id ?? named.eventId;
  const made = targetId === undefined ? erasures.at(-1) : erasures.findLast(({ eventId }) => eventId === targetId);
  if (made === undefined) return;
  certify(walk, event, made, textOf(event.data, 'sha256'), textOf(event.data, 'id'));
  const serial = textOf(event.data, 'serial');
  if (serial === undefined || made.medium.serial === undefined || serial === made.medium.serial) return;
  raise(walk, event, {
    rule: 'certificate-serial-mismatch',
    severity: 'high',
    explanation: `The certificate is for serial ${serial}, the erased medium has ${made.medium.serial}. Attach the certificate of this medium.`,
    with: [made.eventId],
  });
}

function certify(walk: Walk, event: RecordedEvent, made: Erasure, sha256?: string, id?: string): void {
  if (sha256 === undefined) return;
  const { certificates } = walk.memory;
  const used = certificates.get(sha256);
  if (used !== undefined && used.eventId !== made.eventId) {
    raise(walk, event, {
      rule: 'certificate-reused',
      severity: 'high',
      explanation:
        'One erasure certificate stands for two erasures. Each erased medium needs a certificate of its own.',
      with: [used.eventId],
    });
    return;
  }
  certificates.set(sha256, { mediumId: made.medium.mediumId, eventId: made.eventId });
  made.certifiedAt ??= event.metadata.instant;
  made.medium.certificate = { sha256, at: event.metadata.instant, ...(id !== undefined && { id }) };
}

/** What is on the device's storage media, medium by medium (catalogue, rule 7). */
export const data: Axis = {
  DeviceRegistered: inventory,
  DeviceDescribed: inventory,
  DiagnosticsReported: inventory,
  ErasureCompleted: erasure,
  EvidenceAttached: attached,
  PartRemoved: (walk, event) => {
    const mediumId = textOf(event.data, 'mediumId');
    if (mediumId === undefined && textOf(event.data, 'slot') !== 'storage') return;
    mediumNamed(walk, mediumId ?? INTERNAL).state = 'removed';
    refreshData(walk);
  },
  PartInstalled: (walk, event) => {
    if (textOf(event.data, 'slot') !== 'storage') return;
    const mediumId = textOf(event.data, 'partId') ?? `storage-${walk.journey.media.length + 1}`;
    walk.journey.media.push({ mediumId, state: 'unknown', verified: false });
    refreshData(walk);
  },
  DeviceDestroyed: (walk) => {
    if (walk.journey.media.length === 0) mediumNamed(walk, INTERNAL);
    for (const medium of walk.journey.media) if (isPresent(medium)) medium.state = 'destroyed';
    walk.journey.data = 'destroyed';
  },
};
