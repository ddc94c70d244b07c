import { manufacturerKey, parseSubject } from '#identity/domain';
import { type JsonObject, partyOf, type RecordedEvent } from '#kernel';
import type { Journey } from '../../domain/journey.js';
import { objectsOf, textOf } from '../../domain/set/payload.js';
import { countedEvents } from '../counted-events.js';
import { type Use, useEvent } from '../use.js';

interface Inside {
  key: string;
  slot: string;
  /** Known by the serial that its maker gave it, not by a partner's part id. */
  bySerial: boolean;
  event: RecordedEvent;
}

/** Parts that are in the device at present, by part id and by their maker's serial (catalogue, rule 9). */
export function partUses(journey: Journey): Use[] {
  const brand = manufacturerKey(journey.description.brand ?? '');
  let inside: Inside[] = [];
  for (const event of countedEvents(journey)) inside = after(event, inside, brand);
  return inside.map(({ key, event }) => ({
    kind: 'part',
    key,
    holder: journey.deviceId,
    deviceId: journey.deviceId,
    at: event.metadata.instant,
    events: [useEvent(event)],
    detail: key.slice('part:'.length),
  }));
}

function after(event: RecordedEvent, inside: Inside[], brand: string): Inside[] {
  switch (event.type) {
    case 'DeviceManufactured':
      return put(inside, listed(event, objectsOf(event.data, 'components'), brand));
    case 'DiagnosticsReported': {
      const seen = listed(event, objectsOf(event.data, 'parts'), brand);
      const slots = new Set(seen.map(({ slot }) => slot));
      return put(
        inside.filter(({ bySerial, slot }) => !bySerial || !slots.has(slot)),
        seen,
      );
    }
    case 'PartInstalled':
      return put(withoutSerials(inside, event), listed(event, [event.data], brand));
    case 'PartRemoved': {
      const out = new Set(listed(event, [event.data], brand).map(({ key }) => key));
      return withoutSerials(inside, event).filter(({ key }) => !out.has(key));
    }
    case 'DeviceDismantled':
      return [];
    default:
      return inside;
  }
}

/** What comes or goes without a serial may be the part whose serial was known: that one is no longer certain. */
const withoutSerials = (inside: readonly Inside[], { data }: RecordedEvent): Inside[] =>
  inside.filter(({ bySerial, slot }) => !bySerial || slot !== textOf(data, 'slot'));

function put(inside: readonly Inside[], more: readonly Inside[]): Inside[] {
  const keys = new Set(more.map(({ key }) => key));
  return [...inside.filter(({ key }) => !keys.has(key)), ...more];
}

function listed(event: RecordedEvent, parts: readonly JsonObject[], brand: string): Inside[] {
  return parts.flatMap((part) => {
    const slot = textOf(part, 'slot') ?? 'unknown';
    const partId = textOf(part, 'partId');
    const serial = textOf(part, 'serial');
    const found: Inside[] = [];
    if (partId !== undefined) found.push({ key: keyOf(partId, event), slot, bySerial: false, event });
    if (serial !== undefined && brand !== '') {
      found.push({ key: `part:serial/${brand}/${slot}/${serial.trim().toUpperCase()}`, slot, bySerial: true, event });
    }
    return found;
  });
}

/** A bare part id is the sender's (CONTRACTS I7). */
function keyOf(partId: string, event: RecordedEvent): string {
  const text = partId.startsWith('part:') ? partId : `part:${partyOf(event)}:${partId}`;
  const parsed = parseSubject(text);
  return parsed.ok ? parsed.subject.text : text;
}
