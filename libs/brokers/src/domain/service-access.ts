import { FEED_POSITIONS, PARTNER_TOPICS, POSITION_GROUPS, RELAY_TRANSACTIONS, SHARED_TOPICS } from '#feeds/domain';
import { INTAKE_GROUP, INTAKE_TOPICS, INTAKE_TRANSACTIONS, RESULTS_TOPICS } from '#intake/domain';
import { type Grant, literal, prefixed } from './acl-binding.js';

/** Topics of partners are made by whoever serves them, so that a partner needs no operator to be registered. */
export const RELAY_GRANTS: readonly Grant[] = [
  ...SHARED_TOPICS.map(({ name }) =>
    name === FEED_POSITIONS.name ? literal('TOPIC', name, 'READ', 'WRITE') : literal('TOPIC', name, 'WRITE'),
  ),
  prefixed('TOPIC', PARTNER_TOPICS, 'WRITE', 'CREATE'),
  prefixed('GROUP', POSITION_GROUPS, 'READ'),
  prefixed('TRANSACTIONAL_ID', RELAY_TRANSACTIONS, 'WRITE'),
];

export const INTAKE_GRANTS: readonly Grant[] = [
  prefixed('TOPIC', INTAKE_TOPICS, 'READ', 'CREATE', 'DESCRIBE_CONFIGS'),
  prefixed('TOPIC', RESULTS_TOPICS, 'WRITE', 'CREATE'),
  literal('GROUP', INTAKE_GROUP, 'READ'),
  prefixed('TRANSACTIONAL_ID', INTAKE_TRANSACTIONS, 'WRITE'),
];
