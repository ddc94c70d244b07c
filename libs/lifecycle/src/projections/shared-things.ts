import { tacOf } from '#identity/domain';
import { partyOf, type RecordedEvent } from '#kernel';
import { homeDevice } from '../domain/set/attribution.js';
import { objectOf, textOf } from '../domain/set/payload.js';

/** One event's use of something that should be with one device at a time. */
export interface Use {
  eventId: string;
  deviceId: string;
  partner: string;
  /** UTC microseconds. */
  at: number;
  /** Of a part: whether it went in or out; of a certificate: the medium; of a TAC: the brand. */
  how: string;
}

export interface SharedThing {
  rule: 'certificate-reused' | 'part-in-two-devices' | 'tac-of-two-brands';
  key: string;
  use: Use;
}

/** Types whose events may name such a thing. */
export const SHARING_TYPES = [
  'ErasureCompleted',
  'EvidenceAttached',
  'PartInstalled',
  'PartRemoved',
  'DeviceRegistered',
  'DeviceDescribed',
];

export function sharedThings(event: RecordedEvent): SharedThing[] {
  const deviceId = homeDevice(event.stream);
  if (deviceId === undefined) return [];
  const use = { eventId: event.id, deviceId, partner: partyOf(event), at: event.metadata.instant };
  switch (event.type) {
    case 'ErasureCompleted': {
      const sha256 = textOf(objectOf(event.data, 'certificate') ?? {}, 'sha256');
      const medium = textOf(event.data, 'mediumId') ?? 'internal';
      return sha256 === undefined ? [] : [{ rule: 'certificate-reused', key: sha256, use: { ...use, how: medium } }];
    }
    case 'EvidenceAttached': {
      const sha256 = textOf(event.data, 'sha256');
      if (textOf(event.data, 'kind') !== 'erasure_certificate' || sha256 === undefined) return [];
      return [{ rule: 'certificate-reused', key: sha256, use: { ...use, how: '' } }];
    }
    case 'PartInstalled':
    case 'PartRemoved': {
      const partId = textOf(event.data, 'partId');
      if (partId === undefined) return [];
      const key = partId.startsWith('part:') ? partId : `part:${use.partner}:${partId}`;
      const how = event.type === 'PartInstalled' ? 'in' : 'out';
      return [{ rule: 'part-in-two-devices', key, use: { ...use, how } }];
    }
    default:
      return tacsOf(event).map((key) => ({ rule: 'tac-of-two-brands', key, use: { ...use, how: brandOf(event) } }));
  }
}

const brandOf = ({ data }: RecordedEvent): string => (textOf(data, 'brand') ?? '').trim().toLowerCase();

function tacsOf(event: RecordedEvent): string[] {
  if (brandOf(event) === '') return [];
  const imeis = event.metadata.addressedBy.filter((text) => text.startsWith('imei:'));
  return [...new Set(imeis.map((text) => tacOf(text.slice('imei:'.length))))];
}

/** The uses that contradict each other; none where all is well. `rootOf`: two ids may be one device by now. */
export function contradictions(rule: string, uses: readonly Use[], rootOf: (deviceId: string) => string): Use[] {
  const ordered = [...uses].sort((a, b) => a.at - b.at || (a.eventId < b.eventId ? -1 : 1));
  if (rule === 'part-in-two-devices') return heldTwice(ordered, rootOf);
  if (rule === 'tac-of-two-brands') return new Set(ordered.map(({ how }) => how)).size > 1 ? ordered : [];
  const devices = new Set(ordered.map(({ deviceId }) => rootOf(deviceId)));
  const media = new Set(
    ordered.filter(({ how }) => how !== '').map(({ deviceId, how }) => `${rootOf(deviceId)} ${how}`),
  );
  return devices.size > 1 || media.size > 1 ? ordered : [];
}

/** A part that goes into one device while it is still in another. */
function heldTwice(ordered: readonly Use[], rootOf: (deviceId: string) => string): Use[] {
  const found = new Set<Use>();
  const inside = new Map<string, Use>();
  for (const use of ordered) {
    const root = rootOf(use.deviceId);
    if (use.how === 'out') inside.delete(root);
    else {
      for (const [other, before] of inside) if (other !== root) found.add(before).add(use);
      inside.set(root, use);
    }
  }
  return [...found];
}
