import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStoreDb } from '../backends/eventstoredb/open-eventstoredb.js';
import { freePort } from '../backends/free-port.js';
import { openKafka } from '../backends/kafka/open-kafka.js';
import { type ApplicationName, ApplicationProcess } from '../backends/landscape/application-process.js';
import { openMongoDb } from '../backends/mongodb/open-mongodb.js';
import { ownDatabase } from '../backends/mongodb/own-database.js';
import { TcpGate } from './tcp-gate.js';

/** Short, so that a standby takes over within a round. */
const LEASE_SECONDS = 2;
const STARTS_MAX = 3;
/** Processes that may be away at once. */
const AWAY_MAX = 2;
const LOOK_MILLIS = 300;
const LOOK_PATIENCE_MILLIS = 5_000;

export interface Member {
  application: ApplicationName;
  name: string;
  process: ApplicationProcess;
}

export interface ServerMember {
  product: 'EventStoreDB' | 'MongoDB' | 'Kafka';
  name: string;
  gate: TcpGate;
  /** Kills it and brings it up again on its data, where it is a process of this machine. */
  restart?: (signal?: NodeJS.Signals) => Promise<void>;
}

/** Two of each application over three servers, each server behind a gate. */
export class FaultLandscape {
  readonly members: Member[] = [];
  /** What processes said that ended at their start: they should have waited for whatever was away. */
  readonly endedAtStart: string[] = [];
  /** Logs of lives that have ended. */
  readonly #pastLogs: string[] = [];
  readonly #starting = new Map<Member, Promise<void>>();

  private constructor(
    readonly servers: readonly ServerMember[],
    /** Past the gates, for the verdict. */
    readonly direct: { events: string; brokers: string[] },
    /** With which an application finds the servers, through their gates. */
    readonly variables: Readonly<Record<string, string>>,
    private readonly folder: string,
    private readonly stop: () => Promise<void>,
  ) {}

  static async open(applications: readonly ApplicationName[]): Promise<FaultLandscape> {
    const stops: (() => Promise<unknown>)[] = [];
    const stop = async () => {
      for (const each of stops.splice(0).reverse()) await each();
    };
    try {
      return await FaultLandscape.#opened(applications, stops, stop);
    } catch (error) {
      await stop();
      throw error;
    }
  }

  static async #opened(
    applications: readonly ApplicationName[],
    stops: (() => Promise<unknown>)[],
    stop: () => Promise<void>,
  ): Promise<FaultLandscape> {
    const folder = await mkdtemp(join(tmpdir(), 'circulog-faults-'));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const events = await openEventStoreDb();
    stops.push(() => events.stop());
    const documents = await openMongoDb();
    stops.push(() => documents.stop());
    let brokersGate: TcpGate | undefined;
    const kafka = await openKafka(async (port) => {
      brokersGate = await TcpGate.open({ host: '127.0.0.1', port });
      return brokersGate.port;
    });
    stops.push(() => kafka.stop());
    if (brokersGate === undefined) throw new Error('Faults need a broker of this machine.');
    const eventsGate = await gateTo(events.url);
    const documentsGate = await gateTo(documents.url);
    const servers: ServerMember[] = [
      { product: 'EventStoreDB', name: events.name, gate: eventsGate, ...restartOf(events) },
      { product: 'MongoDB', name: documents.name, gate: documentsGate, ...restartOf(documents) },
      { product: 'Kafka', name: kafka.name, gate: brokersGate, ...restartOf(kafka) },
    ];
    for (const { gate } of servers) stops.push(() => gate.close());
    const documentsUrl = through(documents.url, documentsGate);
    const variables = {
      CIRCULOG_EVENT_STORE: through(events.url, eventsGate),
      CIRCULOG_READ_STORE: ownDatabase(documentsUrl),
      CIRCULOG_OPS_STORE: ownDatabase(documentsUrl),
      CIRCULOG_KAFKA: kafka.brokers.join(','),
      CIRCULOG_LEASE_SECONDS: String(LEASE_SECONDS),
      CIRCULOG_LOG_LEVEL: 'warn',
      // A process that is started a thousand times compiles its code once.
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    };
    const landscape = new FaultLandscape(
      servers,
      { events: events.url, brokers: kafka.brokers },
      variables,
      folder,
      stop,
    );
    try {
      for (const application of applications) await landscape.#begin(application);
      return landscape;
    } catch (error) {
      await landscape.close();
      throw error;
    }
  }

  of(application: ApplicationName): ApplicationProcess[] {
    return this.members.filter((member) => member.application === application).map(({ process }) => process);
  }

  /** Those that run now: what was killed is away until it listens again. */
  running(): Member[] {
    return this.members.filter((member) => !this.#starting.has(member));
  }

  /** SIGKILL, and the same again on the same port and folder; resolves when it is gone. */
  async killed(member: Member): Promise<void> {
    await member.process.kill('SIGKILL');
    this.#startAgain(member);
  }

  #startAgain(member: Member): void {
    this.#pastLogs.push(member.process.log());
    const port = Number(new URL(member.process.url).port);
    const started = this.#start(member.application, member.name, port).then((process) => {
      member.process = process;
      this.#starting.delete(member);
    });
    started.catch(() => undefined);
    this.#starting.set(member, started);
  }

  /** A relay that was fenced ends by itself, and is started again by whoever runs it. */
  #startEnded(): void {
    for (const member of this.running()) {
      if (member.application === 'relay' && member.process.hasEnded) this.#startAgain(member);
    }
  }

  /** Resolves when so few are away that the others have something to do. */
  async fewAway(): Promise<void> {
    this.#startEnded();
    while (this.#starting.size > AWAY_MAX) await Promise.race(this.#starting.values());
  }

  /** Resolves when all that were killed, or have ended, run again. */
  async allRunning(): Promise<void> {
    this.#startEnded();
    await Promise.all(this.#starting.values());
  }

  /** Whether every process says that it is ready, or does within the patience. */
  async allReady(patienceMillis: number): Promise<boolean> {
    const end = performance.now() + patienceMillis;
    for (;;) {
      if (this.#starting.size === 0 && (await this.#ready())) return true;
      const left = end - performance.now();
      if (left <= 0) return false;
      await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_MILLIS, left)));
    }
  }

  async #ready(): Promise<boolean> {
    const answers = await Promise.allSettled(
      this.members.map(({ process }) => process.send('GET', '/health/ready', { patience: LOOK_PATIENCE_MILLIS })),
    );
    return answers.every((answer) => answer.status === 'fulfilled' && answer.value.status === 200);
  }

  /** All in one process over the same log, past the gates and with files of its own: it projects from nothing. */
  fromNothing(): Promise<ApplicationProcess> {
    return ApplicationProcess.start('standalone', {
      CIRCULOG_EVENT_STORE: this.direct.events,
      CIRCULOG_DATA: join(this.folder, 'from-nothing'),
      CIRCULOG_LOG_LEVEL: 'warn',
    });
  }

  /** Every line that was logged by any of them, as they wrote it. */
  logLines(): string[] {
    const logs = [...this.#pastLogs, ...this.members.map(({ process }) => process.log())];
    return logs.flatMap((log) => log.split('\n').filter((line) => line.startsWith('{')));
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#starting.values());
    for (const { process } of this.members) {
      process.wake();
      await process.kill('SIGKILL');
    }
    await this.stop();
  }

  async #begin(application: ApplicationName): Promise<void> {
    const name = `${application}-${this.members.length}`;
    this.members.push({ application, name, process: await this.#start(application, name, await freePort()) });
  }

  /** Tried again where it ended, so that what was struck is judged, this too. */
  async #start(application: ApplicationName, name: string, port: number): Promise<ApplicationProcess> {
    const own = { PORT: String(port), CIRCULOG_DATA: join(this.folder, name) };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ApplicationProcess.start(application, { ...this.variables, ...own });
      } catch (error) {
        this.endedAtStart.push(`${name}: ${String(error)}`);
        if (attempt === STARTS_MAX) throw error;
      }
    }
  }
}

const restartOf = ({ restart }: { restart?: (signal?: NodeJS.Signals) => Promise<void> }) =>
  restart === undefined ? {} : { restart };

const gateTo = (url: string): Promise<TcpGate> => {
  const { hostname, port } = new URL(url);
  return TcpGate.open({ host: hostname, port: Number(port) });
};

const through = (url: string, gate: TcpGate): string => {
  const gated = new URL(url);
  gated.port = String(gate.port);
  return gated.toString();
};
