import { expect, it } from '@jest/globals';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { brokerFailure } from './broker-failure.js';

/** As the client throws it, wrapped as it wraps. */
const named = (name: string) => Object.assign(new Error(name), { name });
const typed = (name: string, type: string, more: object = {}) =>
  Object.assign(new Error(`said ${type}`), { name, type, ...more });
const retried = (cause: Error) =>
  Object.assign(new Error(cause.message, { cause }), { name: 'KafkaJSNonRetriableError' });

const CASES: [string, Error, number][] = [
  ['credentials', named('KafkaJSSASLAuthenticationError'), EXIT.notAllowed],
  ['an ACL', retried(typed('KafkaJSProtocolError', 'CLUSTER_AUTHORIZATION_FAILED')), EXIT.notAllowed],
  ['no answer', named('KafkaJSConnectionError'), EXIT.unreachable],
  ['a policy', retried(typed('KafkaJSProtocolError', 'POLICY_VIOLATION')), EXIT.failed],
];

it.each(CASES)('tells %s by its exit code', (_, error, exitCode) => {
  expect(brokerFailure(error, ['b:9092'])).toMatchObject({ name: 'CliFailure', exitCode });
});

it('names each topic that was refused', () => {
  const one = typed('KafkaJSCreateTopicError', 'INVALID_REPLICATION_FACTOR', { topic: 'circulog.custody.v1' });
  const all = Object.assign(new Error('Topic creation errors'), { name: 'KafkaJSAggregateError', errors: [one] });
  expect((brokerFailure(all, []) as CliFailure).message).toContain('circulog.custody.v1: said INVALID');
});

it('leaves faults of our own what they are', () => {
  const fault = new TypeError('x is not a function');
  expect(brokerFailure(fault, [])).toBe(fault);
  const failure = new CliFailure('No.', EXIT.usage);
  expect(brokerFailure(failure, [])).toBe(failure);
});
