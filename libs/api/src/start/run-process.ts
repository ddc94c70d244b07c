import { type Configuration, openLogger, readConfiguration } from '#platform';
import type { Application } from '../open-application.js';
import { startUpComplaint } from './start-up-complaint.js';
import { waitForServers } from './wait-for-servers.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Nothing was acknowledged yet, and what it has begun to write survives a kill. */
const endBeforeStart = () => process.exit(0);

const write = (line: string) => process.stdout.write(`${line}\n`);

/** What was acknowledged is durable already; this only bounds how long a client may keep the process waiting. */
function stopOn(signal: NodeJS.Signals, application: Application, secondsMax: number): void {
  process.once(signal, () => {
    setTimeout(() => process.exit(1), secondsMax * 1000).unref();
    application.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

/**
 * The whole life of a process: configured by its environment, serving until SIGTERM or SIGINT. It waits for servers that
 * are away; a start that cannot be ends with exit code 1 and one line that says why. `greet` words the line that says where it listens.
 */
export async function runProcess(
  create: (configuration: Configuration) => Promise<Application>,
  greet: (address: string) => string,
): Promise<void> {
  try {
    const configuration = readConfiguration(process.env);
    for (const signal of SIGNALS) process.once(signal, endBeforeStart);
    const application = await waitForServers(create, configuration, openLogger(configuration.logLevel));
    const address = await application.listen();
    for (const signal of SIGNALS) {
      process.off(signal, endBeforeStart);
      stopOn(signal, application, configuration.limits.shutdownSeconds);
    }
    if (application.operatorKey !== undefined) write(`Operator's key, shown only now: ${application.operatorKey}`);
    write(greet(address));
  } catch (error) {
    process.stderr.write(`circulog: ${startUpComplaint(error)}\n`);
    process.exit(1);
  }
}
