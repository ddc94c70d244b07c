import { join } from 'node:path';
import { z } from 'zod';

const megabytes = (count: number) => count * 1024 * 1024;

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  CIRCULOG_HOST: z.string().min(1).default('0.0.0.0'),
  CIRCULOG_DATA: z.string().min(1).default('./data'),
  CIRCULOG_ADMIN_KEY: z.string().min(16, 'needs at least 16 characters').optional(),
  CIRCULOG_TEST_IMEIS: z.enum(['accept', 'refuse']).default('accept'),
  CIRCULOG_EVENT_STORE: z.string().min(1).optional(),
  CIRCULOG_READ_STORE: z.string().min(1).optional(),
  CIRCULOG_OPS_STORE: z.string().min(1).optional(),
  CIRCULOG_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  CIRCULOG_BODY_LIMIT_BYTES: z.coerce.number().int().min(1024).default(megabytes(1)),
  CIRCULOG_BATCH_LIMIT_BYTES: z.coerce.number().int().min(1024).default(megabytes(16)),
  CIRCULOG_SHUTDOWN_SECONDS: z.coerce.number().int().min(1).max(600).default(20),
  CIRCULOG_INTAKE_LAG_EVENTS: z.coerce.number().int().min(1).default(50_000),
  CIRCULOG_REFUSAL_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
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
  logLevel: string;
  limits: {
    bodyBytes: number;
    batchBytes: number;
    /** How long acknowledged work may take to finish after SIGTERM. */
    shutdownSeconds: number;
    /** Bulk intake waits while projections are further behind than this. */
    intakeLagEvents: number;
    /** Not ready while projections are further behind than this. */
    readyLagEvents: number;
    /** How long refusals are kept with their reasons. */
    refusalDays: number;
  };
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
  return {
    port: values.PORT,
    host: values.CIRCULOG_HOST,
    dataFolder: values.CIRCULOG_DATA,
    ...(values.CIRCULOG_ADMIN_KEY === undefined ? {} : { adminKey: values.CIRCULOG_ADMIN_KEY }),
    testImeis: values.CIRCULOG_TEST_IMEIS,
    stores: {
      events: values.CIRCULOG_EVENT_STORE ?? file('events.db'),
      read: values.CIRCULOG_READ_STORE ?? file('read.db'),
      ops: values.CIRCULOG_OPS_STORE ?? file('ops.db'),
    },
    logLevel: values.CIRCULOG_LOG_LEVEL,
    limits: {
      bodyBytes: values.CIRCULOG_BODY_LIMIT_BYTES,
      batchBytes: values.CIRCULOG_BATCH_LIMIT_BYTES,
      shutdownSeconds: values.CIRCULOG_SHUTDOWN_SECONDS,
      intakeLagEvents: values.CIRCULOG_INTAKE_LAG_EVENTS,
      readyLagEvents: values.CIRCULOG_READY_LAG_EVENTS,
      refusalDays: values.CIRCULOG_REFUSAL_DAYS,
    },
  };
}
