export const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** How the brokers are reached. The password never leaves this object for a log or a message. */
export interface KafkaSettings {
  /** As `host:port`. */
  brokers: readonly string[];
  tls: boolean;
  /** File with one more certificate authority in PEM, beside those that the machine trusts. */
  authorityFile?: string;
  sasl?: { mechanism: (typeof SASL_MECHANISMS)[number]; username: string; password: string };
}

interface KafkaVariables {
  CIRCULOG_KAFKA: string;
  CIRCULOG_KAFKA_TLS: 'on' | 'off';
  CIRCULOG_KAFKA_CA?: string | undefined;
  CIRCULOG_KAFKA_SASL: (typeof SASL_MECHANISMS)[number];
  CIRCULOG_KAFKA_USERNAME?: string | undefined;
  CIRCULOG_KAFKA_PASSWORD?: string | undefined;
}

/** Credentials are used where both are given. */
export function kafkaSettings(variables: KafkaVariables): KafkaSettings {
  const { CIRCULOG_KAFKA_USERNAME: username, CIRCULOG_KAFKA_PASSWORD: password } = variables;
  const brokers = variables.CIRCULOG_KAFKA.split(',').map((broker) => broker.trim());
  return {
    brokers: brokers.filter((broker) => broker !== ''),
    tls: variables.CIRCULOG_KAFKA_TLS === 'on',
    ...(variables.CIRCULOG_KAFKA_CA === undefined ? {} : { authorityFile: variables.CIRCULOG_KAFKA_CA }),
    ...(username === undefined || password === undefined
      ? {}
      : { sasl: { mechanism: variables.CIRCULOG_KAFKA_SASL, username, password } }),
  };
}
