import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { kafkaClient } from '#feeds';
import { certifiedForLoopback } from '../eventstoredb-stand-in/certificate.js';
import { KAFKA_VERSION, type LocalBroker, localBroker } from '../kafka/local-broker.js';

/** May do everything, as the broker itself does. */
export const BROKERS_OPERATOR = 'brokers-operator';

const passwordOf = (user: string) => `password-of-${user}`;

/** A broker that takes nobody without TLS and SCRAM, and lets nobody do what no ACL allows. Always a local process. */
export class GuardedBroker {
  readonly name = `Apache Kafka ${KAFKA_VERSION}, a local process`;

  private constructor(
    private readonly broker: LocalBroker,
    private readonly folder: string,
    private readonly authority: string,
  ) {}

  static async of(users: readonly string[]): Promise<GuardedBroker> {
    const folder = await mkdtemp(join(tmpdir(), 'circulog-guarded-kafka-'));
    const { authority, certificate, key } = certifiedForLoopback();
    const [pem, authorityFile] = [join(folder, 'broker.pem'), join(folder, 'authority.pem')];
    await writeFile(pem, Buffer.concat([key, certificate]), { mode: 0o600 });
    await writeFile(authorityFile, authority);
    const scram = [BROKERS_OPERATOR, ...users].flatMap((user) => [
      '--add-scram',
      `SCRAM-SHA-512=[name=${user},password=${passwordOf(user)}]`,
    ]);
    const broker = await localBroker(join(folder, 'broker'), undefined, {
      protocol: 'SASL_SSL',
      formatting: scram,
      properties: guardedProperties(pem, authorityFile),
      client: {
        ssl: { ca: [authority] },
        sasl: { mechanism: 'scram-sha-512', username: BROKERS_OPERATOR, password: passwordOf(BROKERS_OPERATOR) },
      },
    });
    return new GuardedBroker(broker, folder, authorityFile);
  }

  /** By which Circulog's processes and its command line get in as that user. */
  variables(user: string): Record<string, string> {
    return {
      CIRCULOG_KAFKA: this.broker.brokers.join(','),
      CIRCULOG_KAFKA_TLS: 'on',
      CIRCULOG_KAFKA_CA: this.authority,
      CIRCULOG_KAFKA_USERNAME: user,
      CIRCULOG_KAFKA_PASSWORD: passwordOf(user),
    };
  }

  client(user: string): Kafka {
    const settings = {
      brokers: this.broker.brokers,
      tls: true,
      authorityFile: this.authority,
      sasl: { mechanism: 'scram-sha-512', username: user, password: passwordOf(user) } as const,
    };
    return kafkaClient(settings, `circulog-test-${user}`, pino({ level: 'silent' }));
  }

  async stop(): Promise<void> {
    await this.broker.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

const login = (user: string) =>
  `org.apache.kafka.common.security.scram.ScramLoginModule required username="${user}" password="${passwordOf(user)}";`;

/** The controller, in the same process, is asked over a listener of its own, without credentials. */
const guardedProperties = (pem: string, authorityFile: string): Record<string, string> => ({
  'security.inter.broker.protocol': 'SASL_SSL',
  'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
  'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
  'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': login(BROKERS_OPERATOR),
  'ssl.keystore.type': 'PEM',
  'ssl.keystore.location': pem,
  'ssl.truststore.type': 'PEM',
  'ssl.truststore.location': authorityFile,
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': `User:${BROKERS_OPERATOR};User:ANONYMOUS`,
});
