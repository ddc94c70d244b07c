import {
  type Confidence,
  canonicalJson,
  type JsonObject,
  parseInstant,
  type RecordedEvent,
  type Role,
  shortDigest,
  startOfDay,
} from '#kernel';

/** What a story says of an event beside its type, time and payload; everything has a sensible default. */
export interface Told {
  by?: string;
  roles?: readonly Role[];
  onBehalfOf?: string;
  device?: string;
  stream?: string;
  reference?: string;
  sequence?: number;
  country?: string;
  confidence?: Confidence;
  corrects?: RecordedEvent;
  addressedBy?: string[];
  metadata?: Partial<RecordedEvent['metadata']>;
}

export const DEVICE = '00000000-0000-7000-8000-00000000000a';

/**
 * An event as the log would hold it. `at` is `2026-03-10` (day precision) or `2026-03-10 14:30` (UTC). Equal arguments
 * give equal events, the id included.
 */
export function tell(type: string, at: string, data: JsonObject = {}, told: Told = {}): RecordedEvent {
  const byDay = at.length === 10;
  const occurredAt = byDay ? at : `${at.replace(' ', 'T')}:00Z`;
  const by = told.by ?? 'refurb';
  const device = told.device ?? DEVICE;
  const stream = told.stream ?? `device-${device}`;
  const digest = shortDigest(canonicalJson({ type, occurredAt, by, stream, data, sequence: told.sequence }));
  const id = uuid(`${digest} ${told.reference ?? ''} ${told.corrects?.id ?? ''}`);
  return {
    id,
    type,
    schemaVersion: 1,
    stream,
    revision: 0,
    occurredAt,
    occurredAtPrecision: byDay ? 'day' : 'second',
    recordedAt: '2030-01-01T00:00:00.000Z',
    recordedBy: by,
    confidence: told.confidence ?? 'manual',
    data,
    previousHash: null,
    hash: digest,
    ...(told.onBehalfOf !== undefined && { onBehalfOf: told.onBehalfOf }),
    ...(told.sequence !== undefined && { sequence: told.sequence }),
    ...(told.country !== undefined && { location: { country: told.country } }),
    ...(told.corrects !== undefined && { corrects: told.corrects.id }),
    metadata: {
      correlationId: id,
      submissionId: id,
      channel: 'http',
      reference: told.reference ?? `ref-${digest}`,
      digest,
      instant: byDay ? startOfDay(at) : (parseInstant(occurredAt) ?? 0),
      date: at.slice(0, 10),
      addressedBy: told.addressedBy ?? [`device:${device}`],
      ...(told.roles !== undefined && { partyRoles: told.roles }),
      ...told.metadata,
    },
  };
}

function uuid(seed: string): string {
  const hex = Buffer.from(shortDigest(seed), 'base64url').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
