import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { allFailures, journeys, type PartnerFile, writePartnerFiles } from '#fleet';
import type { CommandContext } from '../command-context.js';
import type { ApiClient } from '../connection/api-client.js';
import { openHere } from '../connection/connect.js';
import { projectionsOf } from '../connection/projections.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { progress } from '../console/progress.js';
import type { Terminal } from '../console/terminal.js';
import { type ToldJourney, timeline } from '../views/timeline.js';
import { demoBroker } from './demo-broker.js';
import { madeAnew } from './demo-folder.js';
import { farewell } from './farewell.js';
import { heardBySubscribers } from './heard-by-subscribers.js';
import { importFleet } from './import-fleet.js';
import { metricsByYear } from './metrics-by-year.js';
import { notedLines } from './noted-lines.js';
import { registerFleet } from './partners-of-fleet.js';
import { StarJourney } from './star-journey.js';

export interface DemoPlan {
  devices: number;
  seed: string;
}

/** Most of what is reported is true; these shares of the devices are not, so that there is something to find. */
const FAILURES = { ...allFailures(0.002), 'resold-after-destruction': 0.02 };
/** A fleet that is young enough for a demo of two minutes. */
const YEARS = 4;
const DAY_MILLIS = 86_400_000;
const SHOWN_PARTNERS = ['werkbank-nord', 'second-bloom', 'swift-otter-parcels'] as const;

/** The whole way once: partners' files in, journeys and metrics out. */
export async function runDemo(plan: DemoPlan, context: CommandContext): Promise<void> {
  const { terminal, environment } = context;
  if (!Number.isInteger(plan.devices) || plan.devices < 1) throw new CliFailure('--devices is a count.', EXIT.usage);
  const folder = environment.CIRCULOG_DATA ?? './data/demo';
  await madeAnew(folder);
  const broker = await demoBroker(context);
  const star = new StarJourney();
  const files = await makeFiles(plan, join(folder, 'files'), star, terminal);
  const operator = `demo-operator-${randomBytes(8).toString('hex')}`;
  const { CIRCULOG_KAFKA: _, ...others } = environment;
  const variables = { ...others, CIRCULOG_DATA: folder };
  const { identifier } = star;
  const hear = async (client: ApiClient, made: ReadonlyMap<string, string>) => {
    if (identifier === undefined) return;
    const [id] = SHOWN_PARTNERS;
    const partner = { id, client: client.as(made.get(id) ?? '') };
    await heardBySubscribers(broker, { identifier, operator: { client, key: operator }, partner }, terminal);
  };
  const keys = await served({ variables, operator }, async (client) => {
    const made = await registerFleet(client);
    await writeFile(
      join(folder, 'keys.json'),
      `${JSON.stringify({ operator, ...Object.fromEntries(made) }, null, 2)}\n`,
    );
    const imported = await importFleet(client, files, made, terminal);
    await caughtUp(client, terminal);
    await tell(client, identifier, terminal);
    terminal.line(notedLines(terminal, imported.noted));
    if (broker === undefined) await hear(client, made);
    return made;
  });
  const brokers = broker === undefined ? {} : { CIRCULOG_KAFKA: broker.name };
  // Publishes what is there: beside the import, values of metrics would be worked out over and over again.
  if (broker !== undefined) {
    await served({ variables: { ...variables, ...brokers }, operator }, (client) => hear(client, keys));
  }
  const partners = SHOWN_PARTNERS.map((id) => [id, keys.get(id) ?? ''] as const);
  terminal.line();
  terminal.line(farewell(terminal, { ...brokers, CIRCULOG_DATA: folder }, { operator, partners }, identifier));
}

/** Talks to a server in this process, which is closed in any case. */
async function served<Result>(
  { variables, operator }: { variables: NodeJS.ProcessEnv; operator: string },
  use: (client: ApiClient) => Promise<Result>,
): Promise<Result> {
  const connection = await openHere(variables, operator);
  try {
    return await use(connection.client);
  } finally {
    await connection.close();
  }
}

function makeFiles(plan: DemoPlan, folder: string, star: StarJourney, terminal: Terminal): Promise<PartnerFile[]> {
  const until = new Date(Date.now() - DAY_MILLIS).toISOString().slice(0, 10);
  const bar = progress(terminal, `making ${plan.devices.toLocaleString('en')} devices`, plan.devices);
  function* told() {
    let count = 0;
    for (const journey of journeys({ ...plan, until, years: YEARS, failures: FAILURES })) {
      star.look(journey);
      yield* journey.deliveries;
      if (++count % 100 === 0) bar.at(count);
    }
    bar.finish(`as of ${until}`);
  }
  return writePartnerFiles(told(), folder);
}

/** Metrics come from projections: until none is behind. */
async function caughtUp(client: ApiClient, terminal: Terminal): Promise<void> {
  const bar = progress(terminal, 'computing metrics', 100);
  let most = 1;
  for (;;) {
    const behind = Math.max(0, ...(await projectionsOf(client)).map(({ lag }) => lag.events));
    if (behind === 0) break;
    most = Math.max(most, behind);
    bar.at(100 * (1 - behind / most), `${behind.toLocaleString('en')} events to go`);
    await pause(200);
  }
  bar.finish('up to date');
}

async function tell(client: ApiClient, identifier: string | undefined, terminal: Terminal): Promise<void> {
  if (identifier !== undefined) {
    const journey = await client.get<ToldJourney>(`/v1/devices/${encodeURIComponent(identifier)}/journey`);
    terminal.line(`\n${terminal.colors.bold('One journey')}\n`);
    terminal.line(timeline(terminal, journey));
  }
  terminal.line(`\n${terminal.colors.bold('The fleet, by year')}\n`);
  terminal.line(await metricsByYear(client, terminal, String(new Date().getUTCFullYear())));
}
