import { type Application, createApp } from '#api';
import { readConfiguration } from '#platform';
import { startUpComplaint } from './start-up-complaint.js';

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

try {
  const configuration = readConfiguration(process.env);
  const application = await createApp(configuration);
  const address = await application.listen();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    stopOn(signal, application, configuration.limits.shutdownSeconds);
  }
  if (application.operatorKey !== undefined) write(`Operator's key, shown only now: ${application.operatorKey}`);
  write(`Circulog listens on ${address} (documentation: ${address}/docs)`);
} catch (error) {
  process.stderr.write(`circulog: ${startUpComplaint(error)}\n`);
  process.exit(1);
}
