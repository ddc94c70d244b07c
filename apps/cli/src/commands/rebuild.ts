import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { type CommandContext, show, withClient } from '../command-context.js';
import type { ApiClient } from '../connection/api-client.js';
import { type ProjectionAnswer, projectionsOf } from '../connection/projections.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { progress } from '../console/progress.js';
import { projectionTable } from '../views/projection-rows.js';

const POLL_MILLIS = 250;

export function rebuildCommand(program: Command, context: () => CommandContext): void {
  program
    .command('rebuild [projection]')
    .description('build a projection anew from the log beside the one that serves, or all of them')
    .action((name: string | undefined) => run(name, context()));
}

async function run(name: string | undefined, context: CommandContext): Promise<void> {
  const rebuilt = await withClient(context, async (client) => {
    const known = [...new Set((await projectionsOf(client)).map((one) => one.name))];
    const chosen = name === undefined ? known : known.filter((one) => one === name);
    if (chosen.length === 0) {
      throw new CliFailure(`There is no projection ${name}.`, EXIT.notFound, `There are: ${known.join(', ')}.`);
    }
    for (const one of chosen) await rebuild(client, one, context);
    return (await projectionsOf(client)).filter((one) => chosen.includes(one.name));
  });
  show(context, rebuilt, (projections) => projectionTable(context.terminal, projections));
}

/** Until no build of it is under way; the lag of the new one is what is left to read. */
async function rebuild(client: ApiClient, name: string, { terminal }: CommandContext): Promise<void> {
  await client.post(`/v1/projections/${encodeURIComponent(name)}/rebuild`);
  const bar = progress(terminal, name, 100);
  let most = 1;
  for (let building = await buildOf(client, name); building !== undefined; building = await buildOf(client, name)) {
    if (building.state === 'failing') throw new CliFailure(`${name} fails: ${failureText(building)}`, EXIT.failed);
    most = Math.max(most, building.lag.events);
    const rate = `${Math.round(building.eventsPerSecond).toLocaleString('en')} events/s`;
    bar.at(100 * (1 - building.lag.events / most), rate);
    await pause(POLL_MILLIS);
  }
  bar.finish('done');
}

const buildOf = async (client: ApiClient, name: string): Promise<ProjectionAnswer | undefined> =>
  (await projectionsOf(client)).find((one) => one.name === name && one.state !== 'live');

const failureText = ({ failure }: ProjectionAnswer): string =>
  typeof failure === 'object' && failure !== null && 'message' in failure ? String(failure.message) : 'unknown';
