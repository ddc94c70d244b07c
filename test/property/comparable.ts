import type { Journey } from '#lifecycle/domain';
import { OPERATOR } from './world.js';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/**
 * What two worlds must agree on: names stand for events; ids, positions, platform registrations and the merges that
 * only one order of arrival needed are left out.
 */
export function comparable(journeys: readonly Journey[]): unknown[] {
  const names = namesOf(journeys);
  return journeys
    .map((journey) => plain(journey, names))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function namesOf(journeys: readonly Journey[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { entries, members } of journeys) {
    for (const member of members) names.set(member, 'device');
    for (const { event } of entries)
      names.set(event.id, `${event.recordedBy}/${event.metadata.reference}/${event.type}`);
  }
  return names;
}

function plain(journey: Journey, names: ReadonlyMap<string, string>): unknown {
  const { members: _, entries, anomalies, relations, ...rest } = journey;
  const text = JSON.stringify({
    ...rest,
    relations: Object.fromEntries(
      Object.entries(relations).map(([name, ids]) => [name, (ids as string[]).filter((id) => id !== OPERATOR).sort()]),
    ),
    entries: entries
      .filter(
        ({ event }) =>
          event.metadata.channel !== 'platform' &&
          !(event.type === 'DevicesMerged' && event.metadata.reference.startsWith('merge-')),
      )
      .map(({ event, standing, anomalies: found }) => ({
        event: names.get(event.id),
        standing,
        found: found.map((id) => anomalies.find((one) => one.id === id)?.rule).sort(),
      })),
    anomalies: anomalies
      .map(({ id: _id, ...anomaly }) => ({ ...anomaly, evidence: anomaly.evidence.map((id) => names.get(id)).sort() }))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  });
  return JSON.parse(text.replace(UUID, (id) => names.get(id) ?? 'id'));
}
