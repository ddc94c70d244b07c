import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { EventStream, SlowClient } from './event-stream.js';

/** A connection whose other side takes bytes only when it is told to. */
class Connection extends Writable {
  taken = '';
  #taking: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 100 });
  }

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.#taking = () => {
      this.taken += chunk.toString();
      done();
    };
  }

  async take(): Promise<void> {
    while (this.#taking !== undefined) {
      const taking = this.#taking;
      this.#taking = undefined;
      taking();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
}

describe('a stream to a slow client', () => {
  it('is paused until the client takes what it was sent', async () => {
    const out = new Connection();
    const stream = new EventStream(out);
    let written = false;
    const writing = stream.write('x'.repeat(200)).then(() => {
      written = true;
    });
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(written).toBe(false);
    await out.take();
    await writing;
    expect(out.taken).toHaveLength(200);
  });

  it('is given up after a time, and says why', async () => {
    const out = new Connection();
    const stream = new EventStream(out, 5);
    await expect(stream.write('x'.repeat(200))).rejects.toThrow(SlowClient);
    stream.end('You were too slow.');
    await out.take();
    expect(out.taken).toMatch(/x\n?: You were too slow\.\nretry: \d+\n\n$/);
    await expect(stream.write('more')).resolves.toBeUndefined();
  });

  it('keeps nothing more for heartbeats', async () => {
    const out = new Connection();
    const stream = new EventStream(out);
    const writing = stream.write('x'.repeat(200));
    stream.beat('token');
    await out.take();
    await writing;
    expect(out.taken).not.toContain('token');
    stream.beat('token');
    await out.take();
    expect(out.taken).toContain(': here\nid: token\n\n');
  });

  it('ends quietly when the client is gone', async () => {
    const out = new Connection();
    const writing = new EventStream(out).write('x'.repeat(200));
    out.destroy();
    await expect(writing).resolves.toBeUndefined();
  });
});
