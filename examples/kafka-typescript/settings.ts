import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { KafkaConfig } from 'kafkajs';

const OPTIONS = {
  brokers: { type: 'string', default: 'localhost:9092' },
  partner: { type: 'string' },
  state: { type: 'string', default: 'state.json' },
  'from-start': { type: 'boolean', default: false },
} as const;

const { values } = parseArgs({ options: OPTIONS });
if (values.partner === undefined) {
  console.error('Which partner are you? Say --partner <id>.');
  process.exit(2);
}

export const partner = values.partner;
export const stateFile = values.state;
export const isFromStart = values['from-start'];

/** Credentials come by environment: command lines are seen by everybody on the machine. */
const { KAFKA_TLS, KAFKA_CA, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = process.env;

export const connection: KafkaConfig = {
  clientId: `${partner}-example`,
  brokers: values.brokers.split(','),
  ...(KAFKA_TLS === 'on' ? { ssl: KAFKA_CA === undefined ? true : { ca: [readFileSync(KAFKA_CA, 'utf8')] } } : {}),
  ...(username && password ? { sasl: { mechanism: 'scram-sha-512', username, password } } : {}),
};
