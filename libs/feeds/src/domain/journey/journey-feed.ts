import { AUDITORS, type FindReader } from '../audience.js';
import { DEVICE_EVENT_TYPES } from '../device-events.js';
import type { Feed, FeedMessage } from '../feed.js';
import { ANOMALIES, CUSTODY, partnerTopic, type Topic } from '../topics.js';
import { ANOMALY_CHANGES, anomalyChanges } from './anomaly-changes.js';
import type { Change } from './change.js';
import { changeMessages } from './change-messages.js';
import { CUSTODY_CHANGES, custodyChanges } from './custody-changes.js';
import type { JourneyStep } from './journey-step.js';
import { seenEventMessages } from './seen-event-messages.js';

/** A feed whose messages follow from what an event made of the devices that it touches. */
export interface JourneyFeed extends Feed {
  messagesOf(step: JourneyStep, find: FindReader): FeedMessage[];
}

/** A topic of what is only for auditors and operators; what partners see of it is on theirs. */
const topicsFor = (shared: Topic) => ({
  topics: [shared],
  topicOf: ({ audience }: Pick<FeedMessage, 'audience'>) =>
    audience === undefined || audience === AUDITORS ? shared : partnerTopic(audience),
});

const feedOfChanges = (
  name: string,
  shared: Topic,
  { types, changesOf }: { types: readonly string[]; changesOf: (step: JourneyStep) => Change[] },
): JourneyFeed => ({
  name,
  summary: shared.summary,
  carries: { types },
  ...topicsFor(shared),
  messagesOf: (step, find) => changesOf(step).flatMap((change) => changeMessages(name, { change, step }, find)),
});

export const custodyFeed = feedOfChanges('custody', CUSTODY, { types: CUSTODY_CHANGES, changesOf: custodyChanges });

export const anomaliesFeed = feedOfChanges('anomalies', ANOMALIES, {
  types: ANOMALY_CHANGES,
  changesOf: anomalyChanges,
});

/** The events of the devices that a partner has to do with, each with the fields that this partner may see. */
export const partnerEventsFeed: JourneyFeed = {
  name: 'partner-events',
  carries: { types: DEVICE_EVENT_TYPES },
  summary:
    'Events of the devices that the partner made, held, owns, was granted sight of or reported on, as it sees them.',
  topics: [],
  topicOf: ({ audience = '' }) => partnerTopic(audience),
  messagesOf: seenEventMessages,
};
