import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startOfDay } from '#kernel';
import { aPartner, openBench, type RecorderBench } from '../testing/recorder-bench.js';
import { DeviceFinder } from './device-finder.js';
import type { JourneyCut } from './journey-loader.js';

const IMEI = 'imei:490154203237518';
const FIRST_SERIAL = 'serial:apple:C39X';
const SECOND_SERIAL = 'serial:apple:D40Y';
const FIRST_SPARE = 'imei:356938035643809';
const SECOND_SPARE = 'imei:352099001761481';
const NOON = 12 * 3_600_000_000;
const AUDITOR = { partner: aPartner('auditor', ['auditor']), keyId: 'auditor' };

describe('a device asked for by an identifier that several have had in turn', () => {
  let bench: RecorderBench;
  let finder: DeviceFinder;
  let references = 0;
  /** Device ids, in the order in which they had it. */
  let devices: string[];
  /** The log's end after each of them was found with it. */
  let known: string[];

  const record = async (report: object): Promise<string> => {
    const [outcome] = await bench.record('refurb', { reference: `turn-${references++}`, ...report });
    expect(outcome).toMatchObject({ status: 201 });
    return bench.deviceOf(outcome) ?? '';
  };
  const seen = async (device: string[], day: string) => {
    const data = { kind: 'sim', state: 'unlocked' };
    devices.push(await record({ device, type: 'LockStateObserved', occurredAt: `${day}T10:00:00Z`, data }));
    known.push((await bench.store.head()) ?? '');
  };
  const swapped = (device: string, spare: string, day: string) => {
    const changes = [{ kind: 'imei', oldValue: IMEI.slice(5), newValue: spare.slice(5) }];
    const data = { changes, reason: 'mainboard_replaced' };
    return record({ device, type: 'IdentifierSuperseded', occurredAt: `${day}T10:00:00Z`, data });
  };
  const asked = async (cut: JourneyCut) => {
    const found = await finder.find(IMEI, AUDITOR, cut);
    return found.outcome === 'found' ? devices.indexOf(found.journey.deviceId) : found.outcome;
  };
  const on = (day: string) => ({ asOf: startOfDay(day) + NOON });

  beforeEach(async () => {
    bench = await openBench();
    finder = new DeviceFinder(bench.store, bench.loader, { now: () => Date.parse('2026-06-01T12:00:00Z') });
    [devices, known] = [[], []];
    await seen([IMEI, FIRST_SERIAL], '2026-01-05');
    await swapped(FIRST_SERIAL, FIRST_SPARE, '2026-02-01');
    await seen([IMEI, SECOND_SERIAL], '2026-03-01');
    await swapped(SECOND_SERIAL, SECOND_SPARE, '2026-04-01');
    await seen([IMEI], '2026-05-01');
    expect(new Set(devices).size).toBe(3);
  });
  afterEach(() => bench.close());

  it('is the one that has it today', async () => {
    expect(await asked({})).toBe(2);
  });

  it('as of a time is the one that had it then, the first before all', async () => {
    const days = ['2026-01-10', '2026-03-02', '2026-05-02'];
    expect(await Promise.all(days.map((day) => asked(on(day))))).toEqual([0, 1, 2]);
    expect(await asked(on('2025-01-01'))).toBe(0);
  });

  it('as known at a time is the one that was known to have it, and none before the first', async () => {
    expect(await Promise.all(known.map((position) => asked({ knownAt: position })))).toEqual([0, 1, 2]);
    expect(await asked({ knownAt: '2020-01-01T00:00:00Z' })).toBe('refused');
  });

  it('as of a time as known at a time is both', async () => {
    const [, second] = known as [string, string, string];
    expect(await asked({ ...on('2026-01-10'), knownAt: second })).toBe(0);
    expect(await asked({ ...on('2026-05-02'), knownAt: second })).toBe(1);
  });

  it('throws on a position of another log', async () => {
    await expect(asked({ knownAt: 'elsewhere:5' })).rejects.toThrow(
      expect.objectContaining({ name: 'ForeignPosition' }),
    );
  });
});
