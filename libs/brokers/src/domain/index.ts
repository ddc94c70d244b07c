export type { AclBinding } from './acl-binding.js';
export { type BrokerPlan, brokerPlan, type PlanInputs, type PlannedTopic } from './broker-plan.js';
export { kafkaCommands } from './kafka-commands.js';
export { TOPICS_BEGIN } from './names.js';
export {
  type AclFinding,
  type BrokersFound,
  comparePlan,
  isAsPlanned,
  type PlanComparison,
  type TopicFinding,
} from './plan-comparison.js';
export { type Principals, principalFaults } from './principals.js';
