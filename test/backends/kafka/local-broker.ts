import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import { freePort } from '../free-port.js';

const run = promisify(execFile);

export const KAFKA_VERSION = '4.1.1';
const JARS = join('node_modules', '.cache', 'circulog', `kafka-${KAFKA_VERSION}`);
const READY_MILLIS = 60_000;
/** A broker lives for a minute: compiling it thoroughly would take longer than it saves. */
const JVM = ['-Xmx384m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-XX:-UsePerfData'];
const MAVEN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** A single broker in KRaft mode as a process of this machine, with its data in a folder that outlives it. */
export interface LocalBroker {
  brokers: string[];
  /** SIGKILL unless told otherwise; resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** The same broker again, on the same port and data. */
  start(): Promise<void>;
}

/** What clients need to get in, and what the broker is told for it. */
export interface Guard {
  protocol: 'SASL_SSL';
  properties: Readonly<Record<string, string>>;
  /** Further words for the tool that formats the broker's folder. */
  formatting: readonly string[];
  /** By which it is seen to be ready. */
  client: Pick<KafkaConfig, 'ssl' | 'sasl'>;
}

/** Brings the jars by their Maven coordinates, once. Throws where Java, Maven or the registry is missing. */
export async function kafkaJars(): Promise<string> {
  if (existsSync(JARS)) return JARS;
  const draft = `${JARS}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  const pom = join('test', 'backends', 'kafka', 'pom.xml');
  await run('mvn', [
    '-q',
    '-B',
    '-f',
    pom,
    MAVEN,
    '-DincludeScope=runtime',
    `-DoutputDirectory=${join(process.cwd(), draft)}`,
  ]);
  await rename(draft, JARS).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(JARS)) throw error;
  });
  return JARS;
}

/**
 * `through`: the port at which clients are told to come, for a way in between; given the broker's own. Without a guard
 * everybody may do everything.
 */
export async function localBroker(
  folder: string,
  through: (port: number) => Promise<number> = async (port) => port,
  guard?: Guard,
): Promise<LocalBroker> {
  const classPath = join(await kafkaJars(), '*');
  const port = await freePort();
  const controllerPort = await freePort();
  const advertised = await through(port);
  await mkdir(folder, { recursive: true });
  const settings = join(folder, 'server.properties');
  await writeFile(settings, propertiesOf(join(folder, 'log'), { port, controllerPort, advertised }, guard));
  const java = (main: string, args: readonly string[]) => [...JVM, '-cp', classPath, main, ...args];
  await run(
    'java',
    java('kafka.tools.StorageTool', [
      ...['format', '--standalone', '-t', 'Y2lyY3Vsb2ctdGVzdHMtMQ', '-c', settings],
      ...(guard?.formatting ?? []),
    ]),
  );
  const brokers = [`127.0.0.1:${advertised}`];
  let child: ChildProcess | undefined;
  const start = async () => {
    const output = join(folder, 'broker.txt');
    child = spawn('java', java('kafka.Kafka', [settings]), { stdio: ['ignore', 'pipe', 'pipe'] });
    const file = createWriteStream(output, { flags: 'a' });
    child.stdout?.pipe(file, { end: false });
    child.stderr?.pipe(file, { end: false });
    await ready({ brokers, ...guard?.client }, child, output);
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    const dying = child;
    if (dying === undefined || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill(signal);
    await gone;
  };
  try {
    await start();
    return { brokers, start, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** Small, fast to start, and strict: no topic comes into being by being named. */
function propertiesOf(
  logFolder: string,
  { port, controllerPort, advertised }: { port: number; controllerPort: number; advertised: number },
  guard: Guard | undefined,
): string {
  const protocol = guard?.protocol ?? 'PLAINTEXT';
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `${protocol}://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `${protocol}://127.0.0.1:${advertised}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    'listener.security.protocol.map': `${protocol}:${protocol},CONTROLLER:PLAINTEXT`,
    'log.dirs': logFolder,
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 2_000,
    'broker.heartbeat.interval.ms': 300,
    ...guard?.properties,
  })
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

async function ready(client: KafkaConfig, child: ChildProcess, output: string): Promise<void> {
  const until = Date.now() + READY_MILLIS;
  const kafka = new Kafka({ ...client, clientId: 'probe', logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  while (Date.now() < until) {
    if (child.exitCode !== null) {
      throw new Error(`The broker ended with ${child.exitCode}: ${(await readFile(output, 'utf8')).slice(-2_000)}`);
    }
    const admin = kafka.admin();
    try {
      await admin.connect();
      if ((await admin.describeCluster()).brokers.length > 0) return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
  throw new Error(`The broker was not ready within ${READY_MILLIS} ms.`);
}
