import kafkajs, { type Admin } from 'kafkajs';
import {
  type AclBinding,
  type BrokerPlan,
  type BrokersFound,
  type PlannedTopic,
  TOPICS_BEGIN,
} from '../domain/index.js';
import { bindingsOf } from './acl-codes.js';
import { inRequests } from './requests.js';

const DESCRIBED_MAX = 100;

export interface Reading {
  /** Without them the plan is one of topics alone. */
  acls: boolean;
}

/** Throws what the client throws, where brokers cannot be reached or do not let it see. */
export async function readBrokers(admin: Admin, plan: BrokerPlan, { acls }: Reading): Promise<BrokersFound> {
  const names = (await admin.listTopics()).filter((name) => name.startsWith(TOPICS_BEGIN));
  const wanted = new Map(plan.topics.map((topic) => [topic.name, Object.keys(topic.settings)]));
  const topics: PlannedTopic[] = [];
  for (const portion of inRequests(names, DESCRIBED_MAX)) topics.push(...(await described(admin, portion, wanted)));
  return { topics, acls: acls ? await aclsOf(admin) : [] };
}

async function described(
  admin: Admin,
  names: readonly string[],
  wanted: ReadonlyMap<string, readonly string[]>,
): Promise<PlannedTopic[]> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  const known = names.filter((name) => wanted.has(name));
  const settings = known.length === 0 ? new Map() : await settingsOf(admin, known, wanted);
  return topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.length,
    settings: settings.get(name) ?? {},
  }));
}

async function settingsOf(
  admin: Admin,
  names: readonly string[],
  wanted: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, Record<string, string>>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name,
      configNames: [...(wanted.get(name) ?? [])],
    })),
  });
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
}

async function aclsOf(admin: Admin): Promise<AclBinding[] | null> {
  try {
    const { resources } = await admin.describeAcls({
      resourceType: kafkajs.AclResourceTypes.ANY,
      resourcePatternType: kafkajs.ResourcePatternTypes.ANY,
      operation: kafkajs.AclOperationTypes.ANY,
      permissionType: kafkajs.AclPermissionTypes.ANY,
    });
    return resources.flatMap(bindingsOf);
  } catch (error) {
    if (error instanceof Error && 'type' in error && error.type === 'SECURITY_DISABLED') return null;
    throw error;
  }
}
