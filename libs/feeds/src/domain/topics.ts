/** A topic that Circulog writes. Its name ends with the version of its contract. */
export interface Topic {
  name: string;
  summary: string;
  partitions: number;
  /** `compact`: the latest of each key stays; `keep`: everything stays, so that a consumer can begin at the start. */
  retention: 'compact' | 'keep';
  readers: Readers;
}

/** Who may read a topic: every partner, the one that it is named for, auditors and operators, or the relay itself. */
export type Readers = 'partners' | 'partner' | 'auditors' | 'relay';

/** Topics of partners begin so, with the partner's id. */
export const PARTNER_TOPICS = 'circulog.partner.';

export const DEVICE_EVENTS: Topic = {
  name: 'circulog.device-events.v1',
  summary: 'Every recorded event of a device with its public fields, in the order of its history, by device.',
  partitions: 12,
  retention: 'keep',
  readers: 'partners',
};

export const CUSTODY: Topic = {
  name: 'circulog.custody.v1',
  summary:
    'Changes of custody: who has a device, legs and their ends, gaps; by device. All of them for auditors and ' +
    'operators; partners get those of their own devices.',
  partitions: 12,
  retention: 'keep',
  readers: 'auditors',
};

export const ANOMALIES: Topic = {
  name: 'circulog.anomalies.v1',
  summary:
    'Anomalies raised, changed and withdrawn, reports set aside, standings that changed, contested identifiers; by ' +
    'device. All of them for auditors and operators; partners get those of their own devices.',
  partitions: 12,
  retention: 'keep',
  readers: 'auditors',
};

export const METRICS: Topic = {
  name: 'circulog.metrics.v1',
  summary: 'The latest value of each metric by month: totals, by category and by country, where groups hide no one.',
  partitions: 12,
  retention: 'compact',
  readers: 'partners',
};

export const RESTATEMENTS: Topic = {
  name: 'circulog.restatements.v1',
  summary: 'Values of closed periods that changed: from what to what, because of which events.',
  partitions: 12,
  retention: 'keep',
  readers: 'partners',
};

/** What one partner alone may see, of all feeds. */
export const partnerTopic = (partnerId: string): Topic => ({
  name: `${PARTNER_TOPICS}${partnerId}.v1`,
  summary: `What the partner ${partnerId} alone may see: events of its devices, custody, anomalies, its metrics.`,
  partitions: 3,
  retention: 'keep',
  readers: 'partner',
});

/** Where each feed goes on: written in the transaction of the messages that it stands for, read by the relay alone. */
export const FEED_POSITIONS: Topic = {
  name: 'circulog.feed-positions.v1',
  summary: 'Positions up to which the log has been published, by feed.',
  partitions: 1,
  retention: 'compact',
  readers: 'relay',
};

/** All that are there once the relay has begun: partners' own are made beside them. */
export const SHARED_TOPICS: readonly Topic[] = [
  DEVICE_EVENTS,
  CUSTODY,
  ANOMALIES,
  METRICS,
  RESTATEMENTS,
  FEED_POSITIONS,
];

/** Settings of the brokers that the topic's retention needs, whatever they do by default. */
export const topicSettings = ({ retention }: Pick<Topic, 'retention'>): Readonly<Record<string, string>> =>
  retention === 'compact'
    ? { 'cleanup.policy': 'compact' }
    : { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };
