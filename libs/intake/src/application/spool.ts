import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { watchStall } from '#platform';
import { ImportFailed } from './import-failed.js';
import { isPassing } from './passing-trouble.js';

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
  constructor(readonly limit: number) {
    super(`The body is larger than ${limit} bytes.`);
  }
}

export class BodyUnreadable extends Error {
  override readonly name = 'BodyUnreadable';
}

/** Nothing of it has come for long. */
export class BodyStalled extends Error {
  override readonly name = 'BodyStalled';
  constructor(readonly stallSeconds: number) {
    super(`Nothing of the body has come for ${stallSeconds} s.`);
  }
}

/** There is not enough room on the disk for it, and something else than the body is why. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
}

/** Left free for what is recorded: no file, however it unpacks, may fill the disk that the log is on. */
const RESERVED_BYTES = 256 * 1024 * 1024;
/** Bytes, of all bodies together, between two looks at the room that is left. */
const LOOK_BYTES = 16 * 1024 * 1024;

const WENT_AWAY = 'the sender went away';

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Bodies of bulk files on disk until their job has ended, decompressed, so that a crash loses none (CONTRACTS S1). */
export class Spool {
  private unlooked = 0;

  constructor(
    private readonly folder: string,
    private readonly limits: { importBytes: number; bodyStallSeconds: number },
    private readonly freeBytes: (folder: string) => Promise<number> = freeBytesOf,
  ) {}

  /** Throws for a body that says itself that it is too large, before a byte of it is read. */
  checkDeclared(bytes: number): void {
    if (bytes > this.limits.importBytes) throw new BodyTooLarge(this.limits.importBytes);
  }

  /** Resolves to the number of bytes once the body is durable; on any failure nothing is left. */
  async receive(jobId: string, body: Readable, compressed: boolean): Promise<number> {
    await mkdir(this.folder, { recursive: true });
    await this.checkRoom();
    if (body.destroyed) throw new BodyUnreadable(WENT_AWAY);
    const path = this.path(jobId);
    const limiter = this.limiter();
    const stages = compressed ? [createGunzip(), limiter] : [limiter];
    const reader = stages[0] ?? limiter;
    const letGo = follow(body, reader);
    const { bodyStallSeconds } = this.limits;
    const stopWatching = watchStall(body, bodyStallSeconds, () => reader.destroy(new BodyStalled(bodyStallSeconds)));
    try {
      await pipeline([...stages, createWriteStream(path)]);
      const file = await open(path, 'r+');
      await file.sync().finally(() => file.close());
      return (await stat(path)).size;
    } catch (error) {
      await rm(path, { force: true });
      letGo();
      if (error instanceof BodyTooLarge || error instanceof BodyStalled || error instanceof NoRoom) throw error;
      if (isPassing(error)) throw new NoRoom('The body could not be kept.', { cause: error });
      throw new BodyUnreadable(error instanceof Error ? error.message : String(error));
    } finally {
      stopWatching();
    }
  }

  async *read(jobId: string): AsyncGenerator<Buffer> {
    try {
      yield* createReadStream(this.path(jobId), { highWaterMark: 256 * 1024 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new ImportFailed('The file is not here any more: send it again.', { cause: error });
    }
  }

  async drop(jobId: string): Promise<void> {
    await rm(this.path(jobId), { force: true });
  }

  /** Removes bodies that no job needs: what a crash left between the body and its job. */
  async keepOnly(jobIds: ReadonlySet<string>): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const name of await readdir(this.folder)) {
      if (!jobIds.has(name.replace(/\.body$/, ''))) await rm(join(this.folder, name), { force: true });
    }
  }

  private path(jobId: string): string {
    return join(this.folder, `${jobId}.body`);
  }

  private limiter(): Transform {
    let seen = 0;
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        seen += chunk.length;
        if (seen > this.limits.importBytes) return done(new BodyTooLarge(this.limits.importBytes));
        this.unlooked += chunk.length;
        if (this.unlooked < LOOK_BYTES) return done(null, chunk);
        this.checkRoom().then(() => done(null, chunk), done);
      },
    });
  }

  /** Where there is none, each body looks again at its next step, until there is. */
  private async checkRoom(): Promise<void> {
    if ((await this.freeBytes(this.folder)) < RESERVED_BYTES) throw new NoRoom('The disk is nearly full.');
    this.unlooked = 0;
  }
}

/**
 * Hands the body on without tying its life to what reads it: destroyed with it, its sender would get no answer. Answers
 * how to let go: the rest is then read and dropped.
 */
function follow(body: Readable, reader: Writable): () => void {
  const fail = (error?: Error) => reader.destroy(error ?? new Error(WENT_AWAY));
  const closed = () => (body.readableEnded ? undefined : fail());
  body.once('error', fail).once('close', closed).pipe(reader);
  return () => {
    body.unpipe(reader).off('close', closed).resume();
  };
}
