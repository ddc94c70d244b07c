import { createApp } from '#api';
import { readConfiguration } from '#platform';
import { startUpComplaint } from './start-up-complaint.js';

const write = (line: string) => process.stdout.write(`${line}\n`);

try {
  const application = await createApp(readConfiguration(process.env));
  const address = await application.listen();
  if (application.operatorKey !== undefined) {
    write(`Operator's key, shown only now: ${application.operatorKey}`);
  }
  write(`Circulog listens on ${address} (documentation: ${address}/docs)`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void application.close().then(() => process.exit(0)));
  }
} catch (error) {
  process.stderr.write(`circulog: ${startUpComplaint(error)}\n`);
  process.exitCode = 1;
}
