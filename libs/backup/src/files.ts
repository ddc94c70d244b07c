import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const CHUNK_BYTES = 1024 * 1024;
/** That `mkdtemp` adds to a name. */
const DRAFT_LETTERS = 6;

/** SHA-256 of a file in lower-case hexadecimal, and its size. `tell` hears of bytes as they are read. */
export async function hashFile(
  path: string,
  tell: (bytes: number) => void,
): Promise<{ bytes: number; sha256: string }> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    bytes += chunk.length;
    tell(chunk.length);
  }
  return { bytes, sha256: digest.digest('hex') };
}

/** Copies a file to a new path, durably, and answers the SHA-256 of what was copied. */
export async function copyFile(
  from: string,
  to: string,
  tell: (bytes: number) => void,
): Promise<{ bytes: number; sha256: string }> {
  await mkdir(dirname(to), { recursive: true });
  const digest = createHash('sha256');
  let bytes = 0;
  const hashing = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      digest.update(chunk);
      bytes += chunk.length;
      tell(chunk.length);
      done(null, chunk);
    },
  });
  const reading = createReadStream(from, { highWaterMark: CHUNK_BYTES });
  await pipeline(reading, hashing, createWriteStream(to, { flags: 'wx' }));
  await syncFile(to);
  return { bytes, sha256: digest.digest('hex') };
}

/**
 * A new folder beside the one that it becomes. What earlier attempts at the same one have left, because their process
 * was killed, is removed: on a disk that is nearly full it would stand in the way of this one.
 */
export async function beginDraft(folder: string, word: string): Promise<string> {
  const [parent, prefix] = [dirname(folder), `${basename(folder)}.${word}-`];
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const left = name.startsWith(prefix) && name.length === prefix.length + DRAFT_LETTERS;
    if (left) await rm(join(parent, name), { recursive: true, force: true });
  }
  return mkdtemp(join(parent, prefix));
}

/** Waits until a file, or the names in a folder, are on the disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync().finally(() => file.close());
}

/** Nothing there, or a folder without anything in it. */
export async function isVacant(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined || (found.isDirectory() && (await readdir(path)).length === 0);
}
