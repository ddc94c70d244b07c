import { type AclBinding, bindingKey } from './acl-binding.js';
import type { BrokerPlan, PlannedTopic } from './broker-plan.js';
import { TOPICS_BEGIN } from './names.js';

/** What brokers hold now, as far as it may concern a plan. */
export interface BrokersFound {
  /** All of Circulog's names. Settings: those that the plan names. */
  topics: readonly PlannedTopic[];
  /** `null`: the brokers have no authorizer, and everybody may do everything. */
  acls: readonly AclBinding[] | null;
}

export interface TopicFinding extends PlannedTopic {
  state: 'present' | 'missing' | 'different';
  /** In words, such as `partitions: 3 instead of 12`. */
  differences: string[];
}

export interface AclFinding extends AclBinding {
  /** `unguarded`: the brokers have no authorizer that would keep it. */
  state: 'present' | 'missing' | 'unguarded';
}

export interface PlanComparison {
  topics: TopicFinding[];
  acls: AclFinding[];
  /** On the brokers, of partners that are suspended. */
  withdrawn: AclBinding[];
  /** On the brokers, about Circulog's names, and in no plan. */
  beyond: { topics: string[]; acls: AclBinding[] };
}

export function comparePlan(plan: BrokerPlan, found: BrokersFound): PlanComparison {
  const topics = new Map(found.topics.map((topic) => [topic.name, topic]));
  const planned = new Set(plan.topics.map(({ name }) => name));
  const acls = new Set(found.acls?.map(bindingKey));
  const wanted = new Set(plan.acls.map(bindingKey));
  const withdrawn = new Set(plan.withdrawn.map(bindingKey));
  const concerned = concernOf(plan);
  const others = (found.acls ?? []).filter((acl) => !wanted.has(bindingKey(acl)));
  return {
    topics: plan.topics.map((topic) => topicFinding(topic, topics.get(topic.name))),
    acls: plan.acls.map((acl) => ({ ...acl, state: stateOf(found.acls !== null, acls.has(bindingKey(acl))) })),
    withdrawn: others.filter((acl) => withdrawn.has(bindingKey(acl))),
    beyond: {
      topics: found.topics.flatMap(({ name }) => (planned.has(name) ? [] : [name])),
      acls: others.filter((acl) => !withdrawn.has(bindingKey(acl)) && concerned(acl)),
    },
  };
}

/** Nothing is missing, nothing is other than planned, and nobody who is suspended has access. */
export const isAsPlanned = ({ topics, acls, withdrawn }: PlanComparison): boolean =>
  withdrawn.length === 0 && [...topics, ...acls].every(({ state }) => state === 'present');

const stateOf = (guarded: boolean, present: boolean): AclFinding['state'] =>
  guarded ? (present ? 'present' : 'missing') : 'unguarded';

function topicFinding(planned: PlannedTopic, found: PlannedTopic | undefined): TopicFinding {
  if (found === undefined) return { ...planned, state: 'missing', differences: [] };
  const differences = [
    // More of them are the operator's choice: keys keep their order in any number that stays.
    ...(found.partitions < planned.partitions
      ? [`partitions: ${found.partitions} instead of ${planned.partitions}`]
      : []),
    ...Object.entries(planned.settings).flatMap(([name, value]) =>
      found.settings[name] === value ? [] : [`${name}: ${found.settings[name] ?? 'not told'} instead of ${value}`],
    ),
  ];
  return { ...planned, state: differences.length === 0 ? 'present' : 'different', differences };
}

/** Whether a binding reaches names that the plan is about, itself or by a wider pattern. */
function concernOf({ acls }: BrokerPlan): (acl: AclBinding) => boolean {
  const begins = new Map<string, Set<string>>([['TOPIC', new Set([TOPICS_BEGIN])]]);
  for (const { resourceType, resourceName } of acls) {
    if (resourceType === 'TOPIC') continue;
    begins.set(resourceType, (begins.get(resourceType) ?? new Set()).add(resourceName));
  }
  return ({ resourceType, resourceName, patternType }) =>
    [...(begins.get(resourceType) ?? [])].some(
      (begin) =>
        resourceName.startsWith(begin) ||
        resourceName === '*' ||
        (patternType === 'PREFIXED' && begin.startsWith(resourceName)),
    );
}
