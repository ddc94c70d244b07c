import type { RecordedEvent } from '#kernel';
import type { IdentifierInterval, Journey } from '../../domain/journey.js';
import { assignedBy } from '../../domain/set/contests.js';
import { countedEvents } from '../counted-events.js';
import { joined, type Use, useEvent } from '../use.js';

/**
 * Identifiers that two devices have or had: contested ones, those of boards that were removed, those that reappeared
 * with another device, and those that came with another board (CONTRACTS I4, I6).
 */
export function identifierUses(journey: Journey): Use[] {
  const events = countedEvents(journey);
  const byId = new Map(events.map((event) => [event.id, event]));
  const use = (identifier: string, event: RecordedEvent, detail: string): Use => ({
    kind: 'identifier',
    key: `identifier:${identifier}`,
    holder: journey.deviceId,
    deviceId: journey.deviceId,
    at: event.metadata.instant,
    events: [useEvent(event)],
    detail,
  });
  const uses = events.flatMap((event) => [
    ...(event.metadata.reappeared ?? []).map(({ identifier }) => use(identifier, event, 'reappeared')),
    ...contestedBy(event, journey).flatMap(({ identifier, deviceId }) => [
      use(identifier, event, 'claimed'),
      { ...use(identifier, event, 'claimed'), holder: deviceId, deviceId, events: [] },
    ]),
  ]);
  for (const identifier of journey.contested) {
    const claim = events.find((event) => assignedBy(event).includes(identifier));
    if (claim !== undefined) uses.push(use(identifier, claim, 'claimed'));
  }
  for (const interval of journey.identifiers) {
    const event = byId.get(interval.assignedBy);
    const detail = event && boardOf(interval, event);
    if (event !== undefined && detail !== undefined) uses.push(use(interval.identifier, event, detail));
  }
  return joined(uses);
}

/** What an event contests, as long as nobody has ruled: with the device that had it first. */
const contestedBy = ({ metadata }: RecordedEvent, { contested, members }: Journey) =>
  (metadata.contests ?? []).filter(
    ({ identifier, deviceId }) => contested.includes(identifier) && !members.includes(deviceId),
  );

function boardOf({ until, closedBy }: IdentifierInterval, { type }: RecordedEvent): string | undefined {
  if (closedBy === 'mainboard_replaced') return 'removed';
  return type === 'IdentifierSuperseded' && until === undefined ? 'replaced' : undefined;
}
