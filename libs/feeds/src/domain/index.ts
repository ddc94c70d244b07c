export { AUDITORS, type FindReader } from './audience.js';
export { DEVICE_EVENT_TYPES, deviceEventsFeed } from './device-events.js';
export {
  type About,
  BATCH_STEPS_MAX,
  type Carried,
  type Feed,
  type FeedMessage,
  type FeedPosition,
  type FeedSource,
  type FeedStep,
} from './feed.js';
export { ANOMALY_CHANGES } from './journey/anomaly-changes.js';
export { CUSTODY_CHANGES } from './journey/custody-changes.js';
export { anomaliesFeed, custodyFeed, type JourneyFeed, partnerEventsFeed } from './journey/journey-feed.js';
export type { JourneyStep } from './journey/journey-step.js';
export type { LogFeed, PlacedEvent } from './log-feed.js';
export { POSITION_GROUPS, RELAY_TRANSACTIONS } from './relay-names.js';
export { type SchemaName, schemaUri } from './schema-name.js';
export { type Selection, selects } from './subscription.js';
export {
  ANOMALIES,
  CUSTODY,
  DEVICE_EVENTS,
  FEED_POSITIONS,
  METRICS,
  PARTNER_TOPICS,
  partnerTopic,
  RESTATEMENTS,
  type Readers,
  SHARED_TOPICS,
  type Topic,
  topicSettings,
} from './topics.js';
