import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const MAIN = join(import.meta.dirname, '../../../dist/apps/standalone/src/main.js');
const KEY = 'operator-key-of-a-test';

interface Run {
  child: ChildProcess;
  output: () => string;
  complaints: () => string;
  /** Its address once it listens; undefined if it ended before. */
  address: Promise<string | undefined>;
  ended: Promise<number | null>;
}

let dataFolder: string;
let runs: Run[];
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'circulog-main-'));
  runs = [];
});
afterEach(async () => {
  for (const { child, ended } of runs) {
    child.kill('SIGKILL');
    await ended;
  }
  await rm(dataFolder, { recursive: true, force: true });
});

function start(variables: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      CIRCULOG_HOST: '127.0.0.1',
      CIRCULOG_DATA: dataFolder,
      CIRCULOG_LOG_LEVEL: 'error',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, complaints] = ['', ''];
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const address = new Promise<string | undefined>((resolve) => {
    child.stdout.on('data', (text) => {
      output += text;
      const found = /listens on (\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => resolve(undefined));
  });
  child.stderr.on('data', (text) => {
    complaints += text;
  });
  const run = { child, output: () => output, complaints: () => complaints, address, ended };
  runs.push(run);
  return run;
}

/** One line and no stack. */
const oneLine = (text: string) => text.trimEnd().split('\n').length === 1 && !text.includes('    at ');

describe('a start that cannot be', () => {
  it('says which variables are wrong', async () => {
    const run = start({ PORT: 'http', CIRCULOG_COLOUR: 'red' });
    expect(await run.ended).toBe(1);
    expect(run.complaints()).toMatch(/^circulog: CIRCULOG_COLOUR .*PORT/);
    expect(oneLine(run.complaints())).toBe(true);
  });

  it('says that the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const run = start({ PORT: String(port), CIRCULOG_ADMIN_KEY: KEY });
    expect(await run.ended).toBe(1);
    other.close();
    expect(run.complaints()).toContain(`port ${port} is in use`);
    expect(oneLine(run.complaints())).toBe(true);
  });

  it('says that another process has the stores', async () => {
    const first = start({ CIRCULOG_ADMIN_KEY: KEY });
    await first.address;
    const second = start({ CIRCULOG_ADMIN_KEY: KEY });
    expect(await second.ended).toBe(1);
    expect(second.complaints()).toMatch(/in use|another process/i);
    expect(oneLine(second.complaints())).toBe(true);
  });

  it('says that there is no such store', async () => {
    const run = start({ CIRCULOG_EVENT_STORE: 'paper:./log' });
    expect(await run.ended).toBe(1);
    expect(run.complaints()).toContain('paper:');
    expect(oneLine(run.complaints())).toBe(true);
  });
});

describe('the operator', () => {
  it('is shown a key at the first start, which holds from then on', async () => {
    const first = start();
    await first.address;
    const key = /shown only now: (\S+)/.exec(first.output())?.[1] ?? '';
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const second = start();
    const answer = await fetch(`${await second.address}/metrics`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    expect(second.output()).not.toContain('shown only now');
  });
});

describe('SIGTERM', () => {
  it('ends it with everything kept that it acknowledged', async () => {
    const first = start({ CIRCULOG_ADMIN_KEY: KEY });
    const address = (await first.address) ?? '';
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const acknowledged: string[] = [];
    const report = async (worker: number) => {
      for (let count = 0; ; count += 1) {
        const reference = `r-${worker}-${count}`;
        const body = JSON.stringify({
          device: `serial:Acme:${worker}X${count}`,
          type: 'DeviceRegistered',
          occurredAt: '2026-03-04T10:00:00Z',
          reference,
          data: { category: 'smartphone' },
        });
        const answer = await fetch(`${address}/v1/events`, { method: 'POST', headers, body });
        if (answer.status !== 201) return;
        await answer.text();
        acknowledged.push(reference);
        if (acknowledged.length === 40) first.child.kill('SIGTERM');
      }
    };
    await Promise.allSettled(Array.from({ length: 8 }, (_, worker) => report(worker)));
    expect(await first.ended).toBe(0);
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);

    const second = start({ CIRCULOG_ADMIN_KEY: KEY });
    const again = (await second.address) ?? '';
    const found = await Promise.all(
      acknowledged.map((reference) => fetch(`${again}/v1/events?reference=${reference}`, { headers })),
    );
    expect(acknowledged.filter((_, index) => found[index]?.status !== 200)).toEqual([]);
  });
});
