import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpsStore, openOpsStore } from '#ops-store';
import { RebuildRequests } from './rebuild-requests.js';

const REQUESTS = 'projector-requests';
const HOUR = 3_600_000;

describe('requests for a rebuild', () => {
  let ops: OpsStore;
  const left = async () => (await ops.list(REQUESTS, { limit: 1_000 })).items.length;

  beforeEach(async () => {
    ops = await openOpsStore(`sqlite:${join(mkdtempSync(join(tmpdir(), 'requests-')), 'ops.sqlite')}`);
  });
  afterEach(() => ops.close());

  /** Asks, while a projector takes up what it finds. */
  async function asked(requests: RebuildRequests, rebuild: (name: string) => Promise<number>): Promise<number> {
    let isDone = false;
    const answer = requests.ask('measures').finally(() => {
      isDone = true;
    });
    const projector = async () => {
      while (!isDone) {
        await requests.takeUp(rebuild);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    return (await Promise.all([answer, projector()]))[0];
  }

  it('are answered, and leave nothing behind, whatever the answer is', async () => {
    const requests = new RebuildRequests(ops);
    expect(await asked(requests, async () => 7)).toBe(7);
    const refusing = asked(requests, () => Promise.reject(new Error('It is being built already.')));
    await expect(refusing).rejects.toThrow('It is being built already.');
    expect(await left()).toBe(0);
  });

  it('are taken up behind any number of answers that nobody has fetched', async () => {
    const old = Array.from({ length: 45 }, (_, index) => ({
      id: `0-${index}`,
      document: { name: 'measures', state: 'refused', message: 'Not now.' },
    }));
    await ops.putMany(REQUESTS, old);
    expect(await asked(new RebuildRequests(ops), async () => 2)).toBe(2);
    expect(await left()).toBe(old.length);
  });

  it('that nobody waits for are cleared away, hour by hour', async () => {
    let now = 10 * HOUR;
    const requests = new RebuildRequests(ops, () => now);
    const leave = () =>
      ops.put(REQUESTS, `${String(now).padStart(15, '0')}-left`, { name: 'measures', state: 'taken' });
    await leave();
    await requests.clear();
    expect(await left()).toBe(1);
    now += 2 * HOUR;
    await leave();
    await requests.clear();
    expect(await left()).toBe(1);
    now += 2 * HOUR;
    await requests.clear();
    expect(await left()).toBe(0);
  });
});
