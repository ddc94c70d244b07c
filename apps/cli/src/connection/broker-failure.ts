import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';

const UNREACHABLE = new Set([
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSNumberOfRetriesExceeded',
  'KafkaJSBrokerNotFound',
]);

const RIGHTS =
  'The principal needs Create and Describe on the cluster, DescribeConfigs and Describe on topics, and to make ACLs Alter ' +
  'on the cluster. What was made stays; run the same command again.';

/** What the client threw, for the person who typed the command. Faults of other kinds stay what they are. */
export function brokerFailure(error: unknown, brokers: readonly string[]): unknown {
  if (error instanceof CliFailure || !(error instanceof Error)) return error;
  const all = causesOf(error);
  const names = all.map(({ name }) => name);
  const types = all.flatMap((one) => ('type' in one && typeof one.type === 'string' ? [one.type] : []));
  const reasons = [...new Set(all.map(told))].join('\n  ');
  if (names.includes('KafkaJSSASLAuthenticationError') || types.includes('SASL_AUTHENTICATION_FAILED')) {
    return new CliFailure(
      `The brokers do not take these credentials: ${error.message}`,
      EXIT.notAllowed,
      'See CIRCULOG_KAFKA_USERNAME, CIRCULOG_KAFKA_PASSWORD and CIRCULOG_KAFKA_SASL.',
    );
  }
  if (types.some((type) => type.endsWith('AUTHORIZATION_FAILED'))) {
    return new CliFailure(`The brokers do not allow it: ${reasons}`, EXIT.notAllowed, RIGHTS);
  }
  if (names.some((name) => UNREACHABLE.has(name))) {
    return new CliFailure(
      `No answer from ${brokers.join(', ')}: ${error.message}`,
      EXIT.unreachable,
      'See CIRCULOG_KAFKA, CIRCULOG_KAFKA_TLS and CIRCULOG_KAFKA_CA.',
    );
  }
  return names.some((name) => name.startsWith('KafkaJS'))
    ? new CliFailure(`The brokers refused it: ${reasons}`, EXIT.failed)
    : error;
}

/** The client wraps errors in others, and gathers those of several topics. */
function causesOf(error: Error): Error[] {
  const inner = [error.cause, ...('errors' in error && Array.isArray(error.errors) ? error.errors : [])];
  return [error, ...inner.flatMap((one) => (one instanceof Error ? causesOf(one) : []))];
}

const told = (error: Error): string =>
  'topic' in error && typeof error.topic === 'string' ? `${error.topic}: ${error.message}` : error.message;
