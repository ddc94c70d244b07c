import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject, RecordedEvent } from '#kernel';
import { findingsProjection } from './findings-projection.js';
import { contradictions, type Use } from './shared-things.js';

const SHA = 'a'.repeat(64);
let ids = 0;
const event = (type: string, device: string, data: JsonObject, addressedBy: string[] = []): RecordedEvent => {
  ids += 1;
  const id = `event-${String(ids).padStart(4, '0')}`;
  return {
    id,
    type,
    schemaVersion: 1,
    occurredAt: '2026-03-04T10:00:00Z',
    occurredAtPrecision: 'second',
    recordedBy: `partner-of-${device}`,
    confidence: 'manual',
    data,
    stream: `device-${device}`,
    revision: 0,
    recordedAt: '2026-03-04T10:00:00.000Z',
    previousHash: null,
    hash: '',
    metadata: {
      correlationId: 'c',
      submissionId: id,
      channel: 'http',
      reference: id,
      digest: '1:x',
      instant: ids * 1000,
      date: '2026-03-04',
      addressedBy,
    },
  };
};
const erased = (device: string, mediumId = 'internal') =>
  event('ErasureCompleted', device, { mediumId, certificate: { sha256: SHA } });
const part = (type: 'PartInstalled' | 'PartRemoved', device: string) =>
  event(type, device, { partId: 'part:acme:p-1', slot: 'battery' });

function project(events: readonly RecordedEvent[]): JsonObject[] {
  const documents = new Map<string, JsonObject | undefined>();
  for (const one of events)
    for (const { id } of findingsProjection.documentIds(one))
      documents.set(id, findingsProjection.evolve(documents.get(id), one, id));
  return [...documents.values()].filter((one): one is JsonObject => one !== undefined);
}
const states = (...events: RecordedEvent[]) => project(events).map(({ rule, state }) => `${rule} ${state}`);

describe('findings across devices', () => {
  it('see one certificate for two devices or for two media', () => {
    expect(states(erased('a'))).toEqual(['certificate-reused none']);
    expect(states(erased('a'), erased('a'))).toEqual(['certificate-reused none']);
    expect(states(erased('a'), erased('b'))).toEqual(['certificate-reused open']);
    expect(states(erased('a', 'ssd-1'), erased('a', 'ssd-2'))).toEqual(['certificate-reused open']);
    const attached = event('EvidenceAttached', 'a', { kind: 'erasure_certificate', sha256: SHA });
    expect(states(erased('a', 'ssd-1'), attached)).toEqual(['certificate-reused none']);
  });

  it('see a part that is in two devices at a time', () => {
    expect(states(part('PartInstalled', 'a'), part('PartRemoved', 'a'), part('PartInstalled', 'b'))).toEqual([
      'part-in-two-devices none',
    ]);
    expect(states(part('PartInstalled', 'a'), part('PartInstalled', 'b'))).toEqual(['part-in-two-devices open']);
  });

  it('see one type allocation that is reported of two brands', () => {
    const described = (device: string, brand: string) =>
      event('DeviceDescribed', device, { brand }, ['imei:490154203237518']);
    expect(states(described('a', 'Northwind'), described('b', 'northwind'))).toEqual(['tac-of-two-brands none']);
    expect(states(described('a', 'Northwind'), described('b', 'Southwind'))).toEqual(['tac-of-two-brands open']);
  });

  it('are over once the devices turn out to be one', () => {
    const [found] = project([erased('a'), erased('b')]);
    const uses = found?.uses as unknown as Use[];
    expect(contradictions('certificate-reused', uses, () => 'a')).toEqual([]);
  });

  it('do not depend on the order of arrival', () => {
    const events = [
      erased('a'),
      erased('b'),
      part('PartInstalled', 'a'),
      part('PartRemoved', 'a'),
      part('PartInstalled', 'b'),
    ];
    const byId = (documents: JsonObject[]) => documents.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(byId(project(shuffled))).toEqual(byId(project(events)));
      }),
    );
  });
});
