import kafkajs, { type Admin } from 'kafkajs';
import { newTopic } from '#feeds';
import { INTAKE_PARTITIONS, INTAKE_SETTINGS, intakeTopic, RESULTS_SETTINGS, resultsTopic } from '../domain/index.js';

export interface PreparedTopics {
  /** Partners whose messages can be read and answered. */
  ready: string[];
  /** What an operator has to mend for the others. */
  complaints: string[];
}

const COMPRESSION = 'compression.type';

/** The client unpacks nothing else, and a batch that cannot be unpacked would be passed over by nobody. */
const READABLE = new Set(['uncompressed', 'gzip']);

/** Makes the topics that partners lack, where Circulog may; those that are there stay as their operator set them. */
export async function prepareTopics(admin: Admin, partnerIds: readonly string[]): Promise<PreparedTopics> {
  const before = new Set(await admin.listTopics());
  const wanted = partnerIds.flatMap((id) => [
    { topic: intakeTopic(id), settings: INTAKE_SETTINGS },
    { topic: resultsTopic(id), settings: RESULTS_SETTINGS },
  ]);
  const missing = wanted.filter(({ topic }) => !before.has(topic));
  const refusal = missing.length === 0 ? undefined : await created(admin, missing);
  const present = refusal === undefined ? new Set(wanted.map(({ topic }) => topic)) : new Set(await admin.listTopics());
  const absent = wanted.flatMap(({ topic }) => (present.has(topic) ? [] : [topic]));
  const unreadable = await unreadableOf(
    admin,
    partnerIds.map(intakeTopic).filter((topic) => before.has(topic)),
  );
  const complaints = [
    ...(absent.length === 0 ? [] : [`topics that are missing: ${absent.join(', ')} (${refusal ?? 'not made'})`]),
    ...(unreadable.length === 0
      ? []
      : [`topics that need compression.type=uncompressed, or that may not be described: ${unreadable.join(', ')}`]),
  ];
  const unusable = new Set([...absent, ...unreadable]);
  const ready = partnerIds.filter((id) => !unusable.has(intakeTopic(id)) && !unusable.has(resultsTopic(id)));
  return { ready, complaints };
}

async function created(
  admin: Admin,
  topics: readonly { topic: string; settings: Readonly<Record<string, string>> }[],
): Promise<string | undefined> {
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: topics.map(({ topic, settings }) => newTopic(topic, INTAKE_PARTITIONS, settings)),
    });
    return undefined;
  } catch (error) {
    const causes = error instanceof AggregateError || hasErrors(error) ? (error.errors as Error[]) : [error as Error];
    return [...new Set(causes.map(({ message }) => message))].join('; ');
  }
}

const hasErrors = (error: unknown): error is { errors: Error[] } =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors);

/** Of topics that others may have made: those whose messages may be compressed in a way that nobody here can read. */
async function unreadableOf(admin: Admin, topics: readonly string[]): Promise<string[]> {
  if (topics.length === 0) return [];
  const readable = await readableOf(admin, topics).catch(() => readableOneByOne(admin, topics));
  return topics.filter((topic) => !readable.has(topic));
}

/** Throws where one of them may not be described. */
async function readableOf(admin: Admin, topics: readonly string[]): Promise<Set<string>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((name) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name,
      configNames: [COMPRESSION],
    })),
  });
  const readable = resources.filter(({ configEntries }) => READABLE.has(configEntries[0]?.configValue ?? ''));
  return new Set(readable.map(({ resourceName }) => resourceName));
}

async function readableOneByOne(admin: Admin, topics: readonly string[]): Promise<Set<string>> {
  const found = await Promise.all(topics.map((topic) => readableOf(admin, [topic]).catch(() => new Set<string>())));
  return new Set(found.flatMap((names) => [...names]));
}
