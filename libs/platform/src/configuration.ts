import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { type KafkaSettings, kafkaSettings, SASL_MECHANISMS } from './kafka-settings.js';
import { besideOnServer } from './store-urls.js';

const megabytes = (count: number) => count * 1024 * 1024;
const perMinute = (limit: number) => ({ limit, windowMillis: 60_000 });

const areNetworks = (text: string) =>
  text
    .split(',')
    .every((part) => /^([\da-fA-F:.]+)(\/\d{1,3})?$/.test(part.trim()) && isIP(part.trim().split('/')[0] ?? '') > 0);

const isWebhookNetworks = (text: string) => text === 'public' || text === 'any' || areNetworks(text);

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  CIRCULOG_HOST: z.string().min(1).default('0.0.0.0'),
  CIRCULOG_DATA: z.string().min(1).default('./data'),
  CIRCULOG_ADMIN_KEY: z.string().min(16, 'needs at least 16 characters').optional(),
  CIRCULOG_TEST_IMEIS: z.enum(['accept', 'refuse']).default('accept'),
  CIRCULOG_EVENT_STORE: z.string().min(1).optional(),
  CIRCULOG_READ_STORE: z.string().min(1).optional(),
  CIRCULOG_OPS_STORE: z.string().min(1).optional(),
  CIRCULOG_KAFKA: z.string().min(1).optional(),
  CIRCULOG_KAFKA_TLS: z.enum(['on', 'off']).default('off'),
  CIRCULOG_KAFKA_CA: z.string().min(1).optional(),
  CIRCULOG_KAFKA_SASL: z.enum(SASL_MECHANISMS).default('scram-sha-512'),
  CIRCULOG_KAFKA_USERNAME: z.string().min(1).optional(),
  CIRCULOG_KAFKA_PASSWORD: z.string().min(1).optional(),
  CIRCULOG_KAFKA_INTAKE: z.enum(['on', 'off']).default('on'),
  CIRCULOG_WEBHOOK_NETWORKS: z
    .string()
    .refine(isWebhookNetworks, 'needs public, any, or addresses or networks, comma-separated')
    .default('public'),
  CIRCULOG_LEASE_SECONDS: z.coerce.number().min(1).max(600).default(10),
  CIRCULOG_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  CIRCULOG_BODY_LIMIT_BYTES: z.coerce.number().int().min(1024).default(megabytes(1)),
  CIRCULOG_BATCH_LIMIT_BYTES: z.coerce.number().int().min(1024).default(megabytes(16)),
  CIRCULOG_IMPORT_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .default(megabytes(16 * 1024)),
  CIRCULOG_BODY_STALL_SECONDS: z.coerce.number().min(0.1).max(3_600).default(60),
  CIRCULOG_RATE_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(6_000_000),
  CIRCULOG_RATE_WRONG_KEYS_PER_MINUTE: z.coerce.number().int().min(1).default(60),
  CIRCULOG_TRUSTED_PROXIES: z.string().refine(areNetworks, 'needs addresses or networks, comma-separated').optional(),
  CIRCULOG_SHUTDOWN_SECONDS: z.coerce.number().int().min(1).max(600).default(20),
  CIRCULOG_INTAKE_LAG_EVENTS: z.coerce.number().int().min(1).default(50_000),
  CIRCULOG_REFUSAL_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  CIRCULOG_CHANGE_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  CIRCULOG_SSE_STREAMS: z.coerce.number().int().min(1).default(2_000),
  CIRCULOG_SSE_STREAMS_PER_PARTNER: z.coerce.number().int().min(1).default(100),
  CIRCULOG_SSE_HEARTBEAT_SECONDS: z.coerce.number().min(0.05).max(600).default(15),
  CIRCULOG_CLOSE_AFTER_DAYS: z.coerce.number().int().min(1).max(3_650).default(60),
  CIRCULOG_METRICS_SECONDS: z.coerce.number().min(0.1).max(86_400).default(10),
  CIRCULOG_READY_LAG_EVENTS: z.coerce.number().int().min(1).default(100_000),
});

/** Every variable that Circulog reads itself; `CIRCULOG_URL` is the command line's own. */
export const KNOWN_VARIABLES: readonly string[] = [...Object.keys(environment.shape), 'CIRCULOG_URL'];

export interface Configuration {
  port: number;
  host: string;
  /** Folder of the embedded stores and of spooled bodies. */
  dataFolder: string;
  adminKey?: string;
  testImeis: 'accept' | 'refuse';
  stores: { events: string; read: string; ops: string };
  /** The brokers that feeds go to; without them there are no feeds. */
  kafka?: KafkaSettings;
  /** Partners may produce to the brokers as well. */
  kafkaIntake: boolean;
  /** Where webhooks may be sent: `public`, `any`, or networks beside the public ones. */
  webhookNetworks: string;
  logLevel: string;
  limits: {
    bodyBytes: number;
    batchBytes: number;
    /** Of an import's body, unpacked. */
    importBytes: number;
    /** A body of which nothing has come for so long is given up. */
    bodyStallSeconds: number;
    /** How long acknowledged work may take to finish after SIGTERM. */
    shutdownSeconds: number;
    /** Bulk intake waits while projections are further behind than this. */
    intakeLagEvents: number;
    /** Not ready while projections are further behind than this. */
    readyLagEvents: number;
    /** How long refusals are kept with their reasons. */
    refusalDays: number;
    /** Days of the log for which changes of measures are kept for those who follow them. */
    changeDays: number;
    /** A month is closed, and its values are final, this many days after its end. */
    closeAfterDays: number;
    /** Values of metrics are published at most this often. */
    metricsSeconds: number;
    /** A process that has not renewed its lease for so long is taken for dead, and another takes over. */
    leaseSeconds: number;
    /** Streams of server-sent events at once: of the process, and of one partner in it. */
    sseStreams: number;
    sseStreamsPerPartner: number;
    /** A stream that has nothing to tell shows that it is there this often. */
    sseHeartbeatSeconds: number;
  };
  rates: {
    /** Per API key. */
    requests: { limit: number; windowMillis: number };
    /** Per address that they come from. */
    wrongKeys: { limit: number; windowMillis: number };
  };
  /** Addresses or networks, comma-separated, whose `X-Forwarded-For` says where a request comes from. */
  trustedProxies?: string;
}

/** The environment does not say what to run: one line for a person, no stack. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Reads and checks the environment. Throws `ConfigurationError` naming every variable that is wrong or unknown. */
export function readConfiguration(variables: NodeJS.ProcessEnv): Configuration {
  const unknown = Object.keys(variables).filter(
    (name) => name.startsWith('CIRCULOG_') && !KNOWN_VARIABLES.includes(name),
  );
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  const complaints = [
    ...unknown.map((name) => `${name} is not a variable of Circulog (known: ${KNOWN_VARIABLES.join(', ')})`),
    ...(parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []),
  ];
  if (complaints.length > 0 || !parsed.success) throw new ConfigurationError(complaints.join('; '));
  return configurationOf(parsed.data);
}

function configurationOf(values: z.output<typeof environment>): Configuration {
  const file = (name: string) => `sqlite:${join(values.CIRCULOG_DATA, name)}`;
  const read = values.CIRCULOG_READ_STORE ?? file('read.db');
  return {
    port: values.PORT,
    host: values.CIRCULOG_HOST,
    dataFolder: values.CIRCULOG_DATA,
    ...(values.CIRCULOG_ADMIN_KEY === undefined ? {} : { adminKey: values.CIRCULOG_ADMIN_KEY }),
    testImeis: values.CIRCULOG_TEST_IMEIS,
    stores: {
      events: values.CIRCULOG_EVENT_STORE ?? file('events.db'),
      read,
      ops: values.CIRCULOG_OPS_STORE ?? besideOnServer(read) ?? file('ops.db'),
    },
    ...(values.CIRCULOG_KAFKA === undefined
      ? {}
      : { kafka: kafkaSettings({ ...values, CIRCULOG_KAFKA: values.CIRCULOG_KAFKA }) }),
    kafkaIntake: values.CIRCULOG_KAFKA !== undefined && values.CIRCULOG_KAFKA_INTAKE === 'on',
    webhookNetworks: values.CIRCULOG_WEBHOOK_NETWORKS,
    logLevel: values.CIRCULOG_LOG_LEVEL,
    ...(values.CIRCULOG_TRUSTED_PROXIES === undefined ? {} : { trustedProxies: values.CIRCULOG_TRUSTED_PROXIES }),
    rates: {
      requests: perMinute(values.CIRCULOG_RATE_REQUESTS_PER_MINUTE),
      wrongKeys: perMinute(values.CIRCULOG_RATE_WRONG_KEYS_PER_MINUTE),
    },
    limits: {
      bodyBytes: values.CIRCULOG_BODY_LIMIT_BYTES,
      batchBytes: values.CIRCULOG_BATCH_LIMIT_BYTES,
      importBytes: values.CIRCULOG_IMPORT_LIMIT_BYTES,
      bodyStallSeconds: values.CIRCULOG_BODY_STALL_SECONDS,
      shutdownSeconds: values.CIRCULOG_SHUTDOWN_SECONDS,
      intakeLagEvents: values.CIRCULOG_INTAKE_LAG_EVENTS,
      readyLagEvents: values.CIRCULOG_READY_LAG_EVENTS,
      refusalDays: values.CIRCULOG_REFUSAL_DAYS,
      changeDays: values.CIRCULOG_CHANGE_DAYS,
      closeAfterDays: values.CIRCULOG_CLOSE_AFTER_DAYS,
      metricsSeconds: values.CIRCULOG_METRICS_SECONDS,
      leaseSeconds: values.CIRCULOG_LEASE_SECONDS,
      sseStreams: values.CIRCULOG_SSE_STREAMS,
      sseStreamsPerPartner: values.CIRCULOG_SSE_STREAMS_PER_PARTNER,
      sseHeartbeatSeconds: values.CIRCULOG_SSE_HEARTBEAT_SECONDS,
    },
  };
}
