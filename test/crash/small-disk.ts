import { execFileSync } from 'node:child_process';
import { appendFile } from 'node:fs/promises';

/** First in large steps, then to the last kilobyte. */
const STEPS_BYTES = [256 * 1024, 1024];

/** A disk of so many megabytes at a folder; false where this may not be made. */
export function mountDisk(folder: string, megabytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const unmountDisk = (folder: string): void => void execFileSync('umount', [folder]);

/** Appends to the file until its disk has no room. */
export async function fillDisk(file: string): Promise<void> {
  for (const bytes of STEPS_BYTES) {
    try {
      for (;;) await appendFile(file, Buffer.alloc(bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}
