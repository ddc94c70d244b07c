import { createApp } from '#api';
import { readConfiguration } from '#platform';

/** The product as `npm start` runs it, on a port of its own. */
const application = await createApp(readConfiguration({ ...process.env, PORT: '0', CIRCULOG_HOST: '127.0.0.1' }));
process.stdout.write(`${await application.listen()}\n`);
process.once('SIGTERM', () => void application.close().then(() => process.exit(0)));
