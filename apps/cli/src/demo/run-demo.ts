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
import { madeAnew } from './demo-folder.js';
import { farewell } from './farewell.js';
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
const SHOWN_PARTNERS = ['werkbank-nord', 'second-bloom', 'swift-otter-parcels'];

/** The whole way once: partners' files in, journeys and metrics out. */
export async function runDemo(plan: DemoPlan, { terminal, environment }: CommandContext): Promise<void> {
  if (!Number.isInteger(plan.devices) || plan.devices < 1) throw new CliFailure('--devices is a count.', EXIT.usage);
  const folder = environment.CIRCULOG_DATA ?? './data/demo';
  await madeAnew(folder);
  const star = new StarJourney();
  const files = await makeFiles(plan, join(folder, 'files'), star, terminal);
  const operator = `demo-operator-${randomBytes(8).toString('hex')}`;
  const connection = await openHere({ ...environment, CIRCULOG_DATA: folder }, operator);
  try {
    const keys = await registerFleet(connection.client);
    await writeFile(
      join(folder, 'keys.json'),
      `${JSON.stringify({ operator, ...Object.fromEntries(keys) }, null, 2)}\n`,
    );
    const imported = await importFleet(connection.client, files, keys, terminal);
    await caughtUp(connection.client, terminal);
    await tell(connection.client, star.identifier, terminal);
    terminal.line(notedLines(terminal, imported.noted));
    const shown = SHOWN_PARTNERS.map((id) => [id, keys.get(id) ?? ''] as const);
    terminal.line();
    terminal.line(farewell(terminal, folder, { operator, partners: shown }, star.identifier));
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
  terminal.line(await metricsByYear(client, terminal));
}
