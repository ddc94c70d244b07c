import type { ITopicConfig } from 'kafkajs';

/** A topic to be made, replicated as the brokers do by default; settings as `kafka-configs` names them. */
export const newTopic = (
  name: string,
  partitions: number,
  settings: Readonly<Record<string, string>>,
): ITopicConfig => ({
  topic: name,
  numPartitions: partitions,
  configEntries: Object.entries(settings).map(([setting, value]) => ({ name: setting, value })),
});
