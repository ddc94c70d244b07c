import type { EventLog } from '#event-store';
import { foldPartner, type Partner, type PartnerDirectory, type PartnerFact, partnerStream } from '#partners';
import type { FeedMessage, FindReader, JourneyFeed, JourneyStep, LogFeed } from '../domain/index.js';
import type { JourneySteps } from './journey-steps.js';

/**
 * Streams whose events change a device's journey: its own, and those of orders, parts and batches that it is linked to.
 * What becomes known of a model changes the journeys of all of its devices at once, and is told of none.
 */
const PREFIXES = ['device-', 'order-', 'part-', 'batch-'];

export interface JourneyFeedParts {
  log: Pick<EventLog, 'readStream'>;
  steps: Pick<JourneySteps, 'of'>;
  partners: Pick<PartnerDirectory, 'find'>;
}

/** A feed of what events made of devices, as a feed of the log. */
export const logFeedOf = (feed: JourneyFeed, { log, steps, partners }: JourneyFeedParts): LogFeed => ({
  ...feed,
  prefixes: PREFIXES,
  messagesOf: async (events) => {
    const messages = new Map(events.map(({ event }) => [event.id, new Map<string, FeedMessage>()]));
    for await (const made of steps.of(events)) {
      const find = await readersOf(made, { log, partners });
      for (const step of made) {
        for (const message of feed.messagesOf(step, find)) messages.get(step.event.id)?.set(message.id, message);
      }
    }
    return events.map(({ event }) => [...(messages.get(event.id)?.values() ?? [])]);
  },
});

/**
 * The directory follows the log by itself, and may not have seen yet who the log speaks of: those are read from it, so
 * that no partner misses the first events that concern it.
 */
async function readersOf(
  steps: readonly JourneyStep[],
  { log, partners }: Pick<JourneyFeedParts, 'log' | 'partners'>,
): Promise<FindReader> {
  const named = new Set(steps.flatMap(partnersIn));
  const read = new Map<string, Partner>();
  for (const id of named) {
    if (partners.find(id) !== undefined) continue;
    const facts = (await log.readStream(partnerStream(id))).map(({ event }) => event as unknown as PartnerFact);
    const partner = facts.reduce<Partner | undefined>(foldPartner, undefined);
    if (partner !== undefined) read.set(id, partner);
  }
  return (id) => partners.find(id) ?? read.get(id);
}

const partnersIn = ({ event, after }: JourneyStep): string[] => [
  event.recordedBy,
  ...(event.onBehalfOf === undefined ? [] : [event.onBehalfOf]),
  ...after.flatMap(({ relations, grants, anomalies }) => [
    ...Object.values(relations as unknown as Record<string, string[]>).flat(),
    ...grants.map(({ partner }) => partner),
    ...anomalies.flatMap(({ asked }) => (asked === undefined ? [] : [asked])),
  ]),
];
