import type { RecordedEvent } from '#kernel';
import { HOLDERS_MAX, lastInterval, takenFrom } from '../domain/intake/resolve-identifier.js';
import { deviceStream } from '../domain/set/attribution.js';
import type { JourneyCut, JourneyLoader } from './journey-loader.js';

/**
 * The device that an exclusive identifier meant then, of those that have had it in turn (CONTRACTS I4): `claim` has it
 * today. Each turn begins with a report that found the identifier on a board of another device, and counts for whoever
 * asks what was known before that report only for the device that had it until then.
 */
export async function holderThen(
  loader: JourneyLoader,
  identifier: string,
  claim: string,
  { asOf, knownAt }: JourneyCut,
): Promise<string> {
  if (asOf === undefined && knownAt === undefined) return claim;
  let holder = claim;
  for (let turn = 1; turn < HOLDERS_MAX; turn += 1) {
    const from = takenFrom(own(holder, await loader.loadEvents(holder)), identifier);
    if (from === undefined || from === claim) return holder;
    const taken =
      knownAt === undefined ||
      takenFrom(own(holder, await loader.loadEvents(holder, knownAt)), identifier) !== undefined;
    const before = taken ? await loader.load(from, knownAt === undefined ? {} : { knownAt }) : undefined;
    const until = before && lastInterval(before.journey.identifiers, identifier)?.until;
    if (until !== undefined && until <= (asOf ?? Number.POSITIVE_INFINITY)) return holder;
    holder = from;
  }
  return holder;
}

const own = (deviceId: string, events: readonly RecordedEvent[]): readonly RecordedEvent[] =>
  events.filter(({ stream }) => stream === deviceStream(deviceId));
