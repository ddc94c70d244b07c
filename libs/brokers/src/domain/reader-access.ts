import { AUDITORS, partnerTopic, type Readers, SHARED_TOPICS } from '#feeds/domain';
import { intakeTopic, resultsTopic } from '#intake/domain';
import { type Grant, literal, prefixed } from './acl-binding.js';

/** No partner's id has a full stop, so that nobody's groups begin like another's, nor like Circulog's own. */
const groups = (of: string): Grant => prefixed('GROUP', `${of}.`, 'READ');

const sharedWith = (...readers: Readers[]): Grant[] =>
  SHARED_TOPICS.filter((shared) => readers.includes(shared.readers)).map(({ name }) => literal('TOPIC', name, 'READ'));

/** What everybody may read, what is its own, and its intake where there is one. */
export const partnerGrants = (partnerId: string, intake: boolean): Grant[] => [
  ...sharedWith('partners'),
  literal('TOPIC', partnerTopic(partnerId).name, 'READ'),
  ...(intake
    ? [literal('TOPIC', intakeTopic(partnerId), 'WRITE'), literal('TOPIC', resultsTopic(partnerId), 'READ')]
    : []),
  groups(partnerId),
];

export const AUDITOR_GRANTS: readonly Grant[] = [...sharedWith('partners', 'auditors'), groups(AUDITORS)];
