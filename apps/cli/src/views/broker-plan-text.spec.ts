import { expect, it } from '@jest/globals';
import { brokerPlan, comparePlan } from '#brokers';
import { plainTerminal } from '../console/plain-terminal.js';
import { planText } from './broker-plan-text.js';

const plan = brokerPlan({
  partners: [],
  principals: { relay: 'User:circulog', intake: 'User:circulog', partner: 'User:{partner}', auditors: [] },
  host: '10.0.0.7',
  intake: false,
});
const { terminal } = plainTerminal();
const text = (found: Parameters<typeof comparePlan>[1]) =>
  planText(terminal, comparePlan(plan, found)).replace(/ {2,}/g, '  ').split('\n');

it('tells of each topic and ACL how it is, and what stays untouched', () => {
  const [events, ...others] = plan.topics;
  if (events === undefined) throw new Error('The plan has no topics.');
  const lines = text({ topics: [{ ...events, partitions: 1 }], acls: plan.acls.slice(1) });
  expect(lines).toContain('different  topic  circulog.device-events.v1  partitions: 1 instead of 12');
  expect(lines).toContain('missing  topic  circulog.custody.v1  partitions: 12');
  expect(lines).toContain('missing  ACL  TOPIC circulog.device-events.v1  ALLOW User:circulog WRITE from 10.0.0.7');
  expect(lines).toContain('present  ACL  GROUP circulog-positions-…  ALLOW User:circulog READ from 10.0.0.7');
  expect(lines).toContain(`${plan.acls.length - 1} present, ${others.length + 1} missing, 1 different, 0 not planned.`);
});

it('says when there is nothing to do', () => {
  expect(text(plan).at(-1)).toBe('There is nothing to do.');
});

it('warns where nobody keeps to ACLs', () => {
  expect(text({ ...plan, acls: null }).at(-1)).toContain('no authorizer');
});
