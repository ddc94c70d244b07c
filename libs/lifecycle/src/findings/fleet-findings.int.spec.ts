import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type EventStore, openEventStore } from '#event-store';
import { deliveries, type FailureRates, PARTNERS } from '#fleet';
import { instantOf } from '#kernel';
import { uuidV7 } from '#platform';
import { Projected, ProjectionRunner } from '#projections';
import { openReadStore, type ReadStore } from '#read-store';
import { JourneyLoader } from '../application/journey-loader.js';
import { Recorder } from '../application/recorder.js';
import { aPartner } from '../testing/recorder-bench.js';
import { clashesProjection } from './clashes-projection.js';
import { FindClashes } from './find-clashes.js';
import type { Finding } from './finding.js';
import { findingsAmong } from './findings-among.js';
import { FindRecalls } from './recalls/find-recalls.js';

const clock = { now: () => Date.parse('2026-07-01T12:00:00Z') };
const DEVICES = 120;

async function recorded(store: EventStore, failures: FailureRates): Promise<void> {
  const partners = new Map(
    PARTNERS.map(({ id, roles, country, timeZone }) => {
      const sites = [{ id: 'main', country, timeZone, default: true as const }];
      return [id, aPartner(id, [...roles], { country, sites })];
    }),
  );
  const parts = { store, partners: { find: (id: string) => partners.get(id) }, ids: uuidV7(clock) };
  const recorder = new Recorder({ ...parts, refuseTestImeis: false, refusals: { keep: () => undefined } });
  const told = [...deliveries({ seed: 'clashes', devices: DEVICES, until: '2026-06-30', failures })];
  await recorder.record(
    told.flatMap(({ partner, report }) => {
      const sender = partners.get(partner);
      if (sender === undefined) return [];
      const caller = { partner: sender, keyId: 'key' };
      return [{ report, caller, channel: 'file' as const, correlationId: 'c', receivedAt: instantOf(clock.now()) }];
    }),
  );
}

async function journeysOf(store: EventStore) {
  const ids = new Set<string>();
  for (const { event } of await store.readAll(null, 100_000)) {
    if (event.stream.startsWith('device-')) ids.add(event.stream.slice('device-'.length));
  }
  const loaded = await new JourneyLoader(store).loadMany([...ids]);
  return [...new Map([...loaded.values()].map((journey) => [journey.deviceId, journey])).values()];
}

async function projected(store: EventStore, reads: ReadStore): Promise<Finding[]> {
  const journeys = new JourneyLoader(store);
  const runner = new ProjectionRunner({ events: store, reads, journeys, projections: [clashesProjection], clock });
  await runner.start();
  await runner.caughtUp((await store.head()) as string);
  const shown = new Projected(reads, store);
  const clashes = new FindClashes(reads, shown, new FindRecalls(shown));
  const found: Finding[] = [];
  for await (const key of clashes.keys({})) {
    const finding = await clashes.finding(key);
    if (finding !== undefined) found.push(finding);
  }
  await runner.stop();
  return found;
}

/** What is found in a fleet that these failures happened to, after the read store agreed with the journeys. */
async function foundIn(failures: FailureRates): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'circulog-clashes-'));
  const store = await openEventStore(`sqlite:${join(folder, 'events.db')}`, clock);
  const reads = await openReadStore(`sqlite:${join(folder, 'read.db')}`);
  try {
    await recorded(store, failures);
    const found = await projected(store, reads);
    const ids = (findings: readonly Finding[]) => findings.map(({ id, key }) => ({ id, key }));
    expect(ids(found)).toEqual(ids(findingsAmong(await journeysOf(store))));
    return found;
  } finally {
    await store.close();
    await reads.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('findings of a fleet', () => {
  it('are none where everybody is honest', async () => {
    expect((await foundIn({})).map(({ key, explanation }) => ({ key, explanation }))).toEqual([]);
  });

  it('show the certificate of a lazy afternoon once, with all its devices', async () => {
    const found = await foundIn({ 'certificate-reuse': 0.2 });
    const byHash = found.filter(({ key }) => key.startsWith('certificate:sha256:'));
    expect(byHash).toMatchObject([{ rule: 'certificate-reused', severity: 'high' }]);
    expect(byHash[0]?.parties.length).toBeGreaterThan(2);
    expect(found.every(({ rule }) => rule === 'certificate-reused')).toBe(true);
  });

  it('show the two devices that are alive under one IMEI', async () => {
    const found = await foundIn({ 'cloned-imei': 0.4 });
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found.map(({ rule, severity }) => `${rule} ${severity}`))).toEqual(
      new Set(['identifier-cloned high']),
    );
    expect(found.every(({ parties }) => new Set(parties.map(({ deviceId }) => deviceId)).size === 2)).toBe(true);
  });

  it('agree with the journeys where everything happens at once', async () => {
    const found = await foundIn({ 'cloned-imei': 0.2, 'unreported-board-swap': 0.2, 'split-identity': 0.2 });
    expect(found.filter(({ kind }) => kind === 'certificate' || kind === 'part')).toEqual([]);
  });
});
