import { partnerTopic, SHARED_TOPICS, type Topic, topicSettings } from '#feeds/domain';
import { INTAKE_PARTITIONS, INTAKE_SETTINGS, intakeTopic, RESULTS_SETTINGS, resultsTopic } from '#intake/domain';
import { type AclBinding, allowed, bindingKey } from './acl-binding.js';
import { type Principals, principalOf } from './principals.js';
import { AUDITOR_GRANTS, partnerGrants } from './reader-access.js';
import { INTAKE_GRANTS, RELAY_GRANTS } from './service-access.js';

export interface PlannedTopic {
  name: string;
  /** At least so many. */
  partitions: number;
  /** As `kafka-configs` names and prints them. */
  settings: Readonly<Record<string, string>>;
}

/** What brokers have to hold, and who may do what there. */
export interface BrokerPlan {
  topics: PlannedTopic[];
  acls: AclBinding[];
  /** What partners had until they were suspended. */
  withdrawn: AclBinding[];
}

export interface PlanInputs {
  /** The topics of a suspended partner stay, its access does not. */
  partners: readonly { id: string; suspended: boolean }[];
  principals: Principals;
  /** Address that principals come from; `*` where that does not matter. */
  host: string;
  /** Partners produce to the brokers as well. */
  intake: boolean;
}

/** Topics and the least access with which everybody can do what is theirs to do. */
export function brokerPlan({ partners, principals, host, intake }: PlanInputs): BrokerPlan {
  const ofPartner = ({ id }: { id: string }) =>
    allowed(principalOf(principals.partner, id), host, partnerGrants(id, intake));
  const topics = [
    ...SHARED_TOPICS.map(ofFeeds),
    ...partners.flatMap(({ id }) => [ofFeeds(partnerTopic(id)), ...(intake ? intakeTopics(id) : [])]),
  ];
  const acls = [
    ...allowed(principals.relay, host, RELAY_GRANTS),
    ...(intake ? allowed(principals.intake, host, INTAKE_GRANTS) : []),
    ...principals.auditors.flatMap((principal) => allowed(principal, host, AUDITOR_GRANTS)),
    ...partners.filter(({ suspended }) => !suspended).flatMap(ofPartner),
  ];
  const wanted = new Map(acls.map((acl) => [bindingKey(acl), acl]));
  const former = partners.filter(({ suspended }) => suspended).flatMap(ofPartner);
  return {
    topics,
    acls: [...wanted.values()],
    withdrawn: former.filter((acl) => !wanted.has(bindingKey(acl))),
  };
}

const ofFeeds = (topic: Topic): PlannedTopic => ({
  name: topic.name,
  partitions: topic.partitions,
  settings: topicSettings(topic),
});

const intakeTopics = (partnerId: string): PlannedTopic[] => [
  { name: intakeTopic(partnerId), partitions: INTAKE_PARTITIONS, settings: INTAKE_SETTINGS },
  { name: resultsTopic(partnerId), partitions: INTAKE_PARTITIONS, settings: RESULTS_SETTINGS },
];
