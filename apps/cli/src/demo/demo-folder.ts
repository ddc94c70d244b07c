import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeOwnership } from '#event-store';
import { explained } from '../connection/connect.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';

const MARK = '.circulog-demo';
const LOG = 'events.db';

/**
 * Empties the folder of an earlier demo. One that holds anything else is not touched: it may be somebody's records; nor
 * one that a process has open, which would go on acknowledging reports into files that nobody finds any more.
 */
export async function madeAnew(folder: string): Promise<void> {
  const found = await readdir(folder).catch(() => undefined);
  if (found !== undefined && found.length > 0 && !found.includes(MARK)) {
    throw new CliFailure(
      `${folder} holds something that no demo made; it is left as it is.`,
      EXIT.usage,
      'Name another folder with CIRCULOG_DATA, or remove this one yourself.',
    );
  }
  if (found?.includes(LOG)) assertNotOpen(join(folder, LOG));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MARK), 'Made by `npm run demo`, which empties this folder each time.\n');
}

function assertNotOpen(log: string): void {
  try {
    takeOwnership(log)();
  } catch (error) {
    throw explained(error);
  }
}
