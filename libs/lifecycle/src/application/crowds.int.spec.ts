import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { holderKey } from '#event-store';
import { HINTED_MAX, TIED_MAX } from '../domain/intake/claims.js';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

const serial = (index: number) => `serial:Northwind:D${index}`;

let references = 0;
const report = (device: string | string[], type: string, data: object) => ({
  device,
  type,
  occurredAt: '2026-03-04T10:00:00Z',
  reference: `crowd-${references++}`,
  data,
});
const seen = (device: string | string[]) => report(device, 'LockStateObserved', { kind: 'sim', state: 'unlocked' });

let bench: RecorderBench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const held = async (scope: 'identifier' | 'link', key: string) => {
  const holder = (await bench.store.holders([{ scope, key }])).get(holderKey({ scope, key }));
  return holder === undefined ? [] : (JSON.parse(holder) as string[]);
};

describe('an identifier that is everybody’s', () => {
  it('ties so many devices by contests, and what would tie more is refused with the reason', async () => {
    const all = Array.from({ length: TIED_MAX + 3 }, (_, index) => index);
    await bench.record('refurb', ...all.map((index) => seen(serial(index))));
    const claims = all.slice(1).map((index) => {
      return report(serial(0), 'IdentifierAssigned', { kind: 'serial', value: `Northwind:D${index}` });
    });
    const outcomes = await bench.record('refurb', ...claims);
    expect(outcomes.filter(({ status }) => status === 201)).toHaveLength(TIED_MAX - 1);
    expect(outcomes.at(-1)).toMatchObject({ status: 422, errors: [{ rule: 'too-many-devices-tied' }] });
    const last = report(serial(TIED_MAX + 2), 'LockStateObserved', { kind: 'mdm', state: 'unlocked' });
    const [later] = await bench.record('refurb', last);
    expect(later?.status).toBe(201);
  });

  it('as a hint names so many devices, goes on being too little by itself, and keeps no report back', async () => {
    const hint = 'asset:refurb:none';
    const devices = Array.from({ length: HINTED_MAX + 10 }, (_, index) => seen([serial(index), hint]));
    const outcomes = await bench.record('refurb', ...devices);
    expect(outcomes.every(({ status }) => status === 201)).toBe(true);
    expect(await held('identifier', `refurb/${hint}`)).toHaveLength(HINTED_MAX);
    const [alone] = await bench.record('refurb', seen(hint));
    expect(alone).toMatchObject({ status: 202, answer: { anomalies: [{ rule: 'identity-ambiguous' }] } });
  });
});

describe('lines of orders that chain devices together', () => {
  it('tie so many, and no more', async () => {
    const receipts = Array.from({ length: TIED_MAX + 10 }, (_, index) =>
      [index, index + 1].map((line) =>
        report(serial(index), 'DeviceReceived', { intakeReason: 'trade_in', orderRef: 'T-1', lineRef: `${line}` }),
      ),
    );
    const outcomes = await bench.record('refurb', ...receipts.flat());
    expect(outcomes.every(({ status }) => status < 300)).toBe(true);
    const tied = await Promise.all(outcomes.map((outcome) => held('link', bench.deviceOf(outcome) ?? '')));
    expect(Math.max(...tied.map(({ length }) => length))).toBe(TIED_MAX);
  });
});
