/** Topics that partners produce to begin so, with the partner's id. */
export const INTAKE_TOPICS = 'circulog.intake.v1.';

/** Topics on which partners are answered begin so, with the partner's id. */
export const RESULTS_TOPICS = 'circulog.intake-results.v1.';

/** Processes of one group share the partitions. */
export const INTAKE_GROUP = 'circulog-intake';

/** Transactional ids of intake begin so, with the partition that is answered under it. */
export const INTAKE_TRANSACTIONS = `${INTAKE_GROUP}/`;

/** One topic per partner: who may write to it is who the partner is, and nothing in a message says otherwise. */
export const intakeTopic = (partnerId: string): string => `${INTAKE_TOPICS}${partnerId}`;

/** Where the partner reads what became of each message. */
export const resultsTopic = (partnerId: string): string => `${RESULTS_TOPICS}${partnerId}`;

export const partnerOf = (topic: string): string => topic.slice(INTAKE_TOPICS.length);

/** Of each topic of intake. */
export const INTAKE_PARTITIONS = 3;

const KEPT_MILLIS = 30 * 86_400_000;

/**
 * Whatever senders compress with, brokers unpack it, so that a batch is no larger than a broker allows when it is read;
 * and the time of a message is the broker's.
 */
export const INTAKE_SETTINGS: Readonly<Record<string, string>> = {
  'retention.ms': String(KEPT_MILLIS),
  'compression.type': 'uncompressed',
  'message.timestamp.type': 'LogAppendTime',
};

export const RESULTS_SETTINGS: Readonly<Record<string, string>> = { 'retention.ms': String(KEPT_MILLIS) };
