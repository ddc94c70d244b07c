import { parseArgs } from 'node:util';
import { startStandIn } from './stand-in.js';
import { StandInLog } from './stand-in-log.js';

/**
 * The stand-in as a process of its own: prints its connection string as the first line and serves until it is killed.
 * With `--file` its log survives that; with `--port` it comes back at the same address.
 */
const { values } = parseArgs({ options: { file: { type: 'string' }, port: { type: 'string' } } });
const standIn = await startStandIn({ log: new StandInLog(values.file), port: Number(values.port ?? 0) });
process.stdout.write(`${standIn.url}\n`);
process.once('SIGTERM', () => standIn.stop());
