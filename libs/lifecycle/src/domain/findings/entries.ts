import type { RecordedEvent } from '#kernel';
import type { Anomaly, Entry, Standing } from '../journey.js';
import type { History } from '../set/history.js';
import { canonicalOrder, isAboutEvents } from '../set/order.js';

const COUNTED: Standing = { standing: 'counted' };

/** The timeline: every event with its standing, in canonical order; what speaks of an event follows it. */
export function entriesOf(
  history: History,
  standings: ReadonlyMap<string, Standing>,
  anomalies: readonly Anomaly[],
): Entry[] {
  const evidence = new Map<string, string[]>();
  for (const { id, evidence: ids } of anomalies) {
    for (const eventId of ids) {
      const known = evidence.get(eventId);
      if (known === undefined) evidence.set(eventId, [id]);
      else known.push(id);
    }
  }
  const entryOf = (event: RecordedEvent): Entry => {
    const by = history.voids.voidedBy(event.id);
    const ofDevice = otherDevice(history, event);
    return {
      event,
      ...(ofDevice !== undefined && { ofDevice }),
      standing: by === undefined ? (standings.get(event.id) ?? COUNTED) : { standing: 'void', by },
      anomalies: evidence.get(event.id) ?? [],
    };
  };
  if (history.voided.length === 0 && history.aboutEvents.length === 0) return history.events.map(entryOf);
  return withFollowers(history).map(entryOf);
}

function otherDevice({ attribution }: History, event: RecordedEvent): string | undefined {
  const device = isAboutEvents(event) ? undefined : attribution.deviceOf(event);
  return device === undefined || attribution.members.includes(device) ? undefined : device;
}

function withFollowers(history: History): RecordedEvent[] {
  const walked = canonicalOrder([...history.events, ...history.voided], history.context);
  const followers = new Map<string, RecordedEvent[]>();
  const loose: RecordedEvent[] = [];
  for (const event of canonicalOrder(history.aboutEvents, history.context)) {
    const about = subjectOf(event, history);
    if (about === undefined) loose.push(event);
    else followers.set(about, [...(followers.get(about) ?? []), event]);
  }
  const ordered: RecordedEvent[] = [];
  const add = (event: RecordedEvent) => {
    ordered.push(event);
    const next = followers.get(event.id) ?? [];
    followers.delete(event.id);
    for (const follower of next) add(follower);
  };
  for (const event of walked) add(event);
  for (const rest of [...followers.values()]) loose.push(...rest);
  return [
    ...ordered,
    ...canonicalOrder(
      loose.filter((event) => !ordered.includes(event)),
      history.context,
    ),
  ];
}

function subjectOf(event: RecordedEvent, history: History): string | undefined {
  if (!isAboutEvents(event)) return undefined;
  const named = event.data.eventId;
  return typeof named === 'string' ? named : history.voids.target(event)?.id;
}
