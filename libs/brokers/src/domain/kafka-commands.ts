import type { AclBinding, Operation, ResourceType } from './acl-binding.js';
import type { PlanComparison } from './plan-comparison.js';

const OPERATIONS: Record<Operation, string> = {
  READ: 'Read',
  WRITE: 'Write',
  CREATE: 'Create',
  DESCRIBE_CONFIGS: 'DescribeConfigs',
};
const RESOURCES: Record<ResourceType, string> = {
  TOPIC: '--topic',
  GROUP: '--group',
  TRANSACTIONAL_ID: '--transactional-id',
};

/**
 * What is missing, and what suspended partners still have, as command lines of Kafka's own tools, for brokers whose operators take nothing else. `reach`: words
 * by which the tools find the brokers, such as `--bootstrap-server localhost:9092`.
 */
export function kafkaCommands({ topics, acls, withdrawn }: PlanComparison, reach: readonly string[]): string[] {
  return [
    ...topics.flatMap(({ state, name, partitions, settings }) =>
      state === 'missing'
        ? [
            line('kafka-topics.sh', [
              ...reach,
              ...['--create', '--if-not-exists', '--topic', name, '--partitions', String(partitions)],
              ...Object.entries(settings).flatMap(([key, value]) => ['--config', `${key}=${value}`]),
            ]),
          ]
        : [],
    ),
    ...withdrawn.map((acl) => line('kafka-acls.sh', [...reach, '--remove', '--force', ...binding(acl)])),
    ...acls.flatMap((acl) =>
      acl.state === 'present' ? [] : [line('kafka-acls.sh', [...reach, '--add', ...binding(acl)])],
    ),
  ];
}

const binding = ({ resourceType, resourceName, patternType, principal, host, operation }: AclBinding): string[] => [
  ...['--allow-principal', principal, '--allow-host', host],
  ...['--operation', OPERATIONS[operation as Operation]],
  ...[RESOURCES[resourceType as ResourceType], resourceName],
  ...['--resource-pattern-type', patternType.toLowerCase()],
];

const line = (tool: string, words: readonly string[]): string => [tool, ...words.map(quoted)].join(' ');

/** For a POSIX shell. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
