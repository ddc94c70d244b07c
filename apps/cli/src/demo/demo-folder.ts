import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';

const MARK = '.circulog-demo';

/** Empties the folder of an earlier demo. One that holds anything else is not touched: it may be somebody's records. */
export async function madeAnew(folder: string): Promise<void> {
  const found = await readdir(folder).catch(() => undefined);
  if (found !== undefined && found.length > 0 && !found.includes(MARK)) {
    throw new CliFailure(
      `${folder} holds something that no demo made; it is left as it is.`,
      EXIT.usage,
      'Name another folder with CIRCULOG_DATA, or remove this one yourself.',
    );
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MARK), 'Made by `npm run demo`, which empties this folder each time.\n');
}
