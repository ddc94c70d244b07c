import { statfs } from 'node:fs/promises';
import { type Configuration, isEmbedded } from '#platform';

/** What the journals of the embedded stores may grow by between two looks. */
const FREE_BYTES_MIN = 16 * 1024 * 1024;

/** Told before the first write fails, and no longer once there is room: `undefined` when nothing is embedded. */
export async function complaintOfDisk({ stores, dataFolder }: Configuration): Promise<string | undefined> {
  if (!Object.values(stores).some(isEmbedded)) return undefined;
  const { bavail, bsize } = await statfs(dataFolder);
  const free = bavail * bsize;
  return free < FREE_BYTES_MIN
    ? `${free} bytes free on the disk of the data folder (ready from ${FREE_BYTES_MIN})`
    : undefined;
}
