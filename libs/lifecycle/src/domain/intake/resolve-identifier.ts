import type { Micros, RecordedEvent } from '#kernel';
import type { IdentifierInterval } from '../journey.js';
import { deviceStream } from '../set/attribution.js';
import type { Journeys } from './journeys.js';
import type { Known } from './known.js';

/** Which device an exclusive identifier meant at a time (CONTRACTS I4). */
export type Resolved =
  | { found: 'none' }
  | { found: 'device'; deviceId: string }
  /** Its last device lost it with its board: whoever carries it now is another device. */
  | { found: 'reappeared'; from: string };

/** Devices that have held one identifier in turn, at most; a longer chain is cut. */
export const HOLDERS_MAX = 16;

export function resolveIdentifier(known: Known, journeys: Journeys, identifier: string, at: Micros): Resolved {
  const claim = known.holder('identifier', identifier);
  if (claim === null) return { found: 'none' };
  const holders = holdersOf(known, identifier, claim);
  for (const [index, deviceId] of holders.entries()) {
    const interval = intervalOf(journeys, deviceId, identifier);
    if (interval?.until === undefined || at < interval.until) return { found: 'device', deviceId };
    if (index < holders.length - 1) continue;
    return interval.closedBy === 'mainboard_replaced'
      ? { found: 'reappeared', from: deviceId }
      : { found: 'device', deviceId };
  }
  return { found: 'device', deviceId: claim };
}

/** The first device that had the identifier, then those in which it reappeared, the claim's holder last. */
function holdersOf(known: Known, identifier: string, claim: string): string[] {
  const holders = [claim];
  for (let device: string | undefined = claim; device !== undefined && holders.length < HOLDERS_MAX; ) {
    device = predecessor(known, device, identifier);
    if (device !== undefined && holders.includes(device)) break;
    if (device !== undefined) holders.unshift(device);
  }
  return holders;
}

const predecessor = (known: Known, deviceId: string, identifier: string): string | undefined =>
  takenFrom(known.stream(deviceStream(deviceId)), identifier);

/** The device from whose board it was, as the events of the device's own stream say. */
export function takenFrom(own: Iterable<RecordedEvent>, identifier: string): string | undefined {
  for (const { metadata } of own) {
    const took = metadata.reappeared?.find((taken) => taken.identifier === identifier);
    if (took !== undefined) return took.deviceId;
  }
  return undefined;
}

/** `undefined` also where no end can be known of any of the device's identifiers. */
function intervalOf(journeys: Journeys, deviceId: string, identifier: string): IdentifierInterval | undefined {
  if (journeys.isPlain(deviceId)) return undefined;
  return lastInterval(journeys.of(deviceId)?.identifiers ?? [], identifier);
}

export function lastInterval(
  intervals: readonly IdentifierInterval[],
  identifier: string,
): IdentifierInterval | undefined {
  let last: IdentifierInterval | undefined;
  for (const interval of intervals) {
    if (interval.identifier !== identifier) continue;
    if (last === undefined || endOf(interval) >= endOf(last)) last = interval;
  }
  return last;
}

const endOf = ({ until }: IdentifierInterval): number => until ?? Number.POSITIVE_INFINITY;
