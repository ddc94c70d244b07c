import { partyOf, type RecordedEvent } from '#kernel';
import type { Journey } from '../../domain/journey.js';
import { objectOf, targetOf, textOf } from '../../domain/set/payload.js';
import { countedEvents } from '../counted-events.js';
import { joined, type Use, useEvent } from '../use.js';

const INTERNAL = 'internal';

/** Certificates of erasures, by hash and by number, each with the medium that it stands for (catalogue, rule 7). */
export function certificateUses(journey: Journey): Use[] {
  const erasures: RecordedEvent[] = [];
  const uses: Use[] = [];
  for (const event of countedEvents(journey)) {
    if (event.type === 'ErasureCompleted') {
      erasures.push(event);
      const { sha256, id } = (objectOf(event.data, 'certificate') ?? {}) as { sha256?: string; id?: string };
      uses.push(...usesBy(event, journey, mediumOf(journey, event), { sha256, id }));
    }
    if (event.type === 'EvidenceAttached' && textOf(event.data, 'kind') === 'erasure_certificate') {
      const medium = mediumOf(journey, erasureMeant(event, erasures));
      uses.push(
        ...usesBy(event, journey, medium, { sha256: textOf(event.data, 'sha256'), id: textOf(event.data, 'id') }),
      );
    }
  }
  return joined(uses);
}

function usesBy(
  event: RecordedEvent,
  { deviceId }: Journey,
  medium: string,
  { sha256, id }: { sha256: string | undefined; id: string | undefined },
): Use[] {
  if (sha256 === undefined) return [];
  const use = {
    kind: 'certificate' as const,
    holder: `${deviceId}/${medium}`,
    deviceId,
    at: event.metadata.instant,
    events: [useEvent(event)],
    detail: sha256,
  };
  const byHash = { ...use, key: `certificate:sha256:${sha256}` };
  return id === undefined ? [byHash] : [byHash, { ...use, key: `certificate:number:${partyOf(event)}/${id}` }];
}

/** The erasure that a certificate attached later is for: the one it names, else the latest before it. */
function erasureMeant(event: RecordedEvent, erasures: readonly RecordedEvent[]): RecordedEvent | undefined {
  const { eventId, reference } = targetOf(event);
  if (eventId !== undefined) return erasures.find(({ id }) => id === eventId);
  if (reference === undefined) return erasures.at(-1);
  return erasures.find((one) => one.recordedBy === event.recordedBy && one.metadata.reference === reference);
}

/** Where only one medium is known, that is the one meant by `internal`. */
function mediumOf({ media }: Journey, erasure: RecordedEvent | undefined): string {
  const named = (erasure && textOf(erasure.data, 'mediumId')) ?? INTERNAL;
  return named === INTERNAL && media.length === 1 ? (media[0]?.mediumId ?? INTERNAL) : named;
}
