import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, openEventStore } from '#event-store';
import { instantOf, type Role } from '#kernel';
import type { Partner } from '#partners/domain';
import { uuidV7 } from '#platform';
import { JourneyLoader } from '../application/journey-loader.js';
import { Recorder } from '../application/recorder.js';
import type { Outcome, Report } from '../domain/report.js';

export interface RecorderBench {
  store: EventStore;
  recorder: Recorder;
  loader: JourneyLoader;
  partners: Map<string, Partner>;
  refusals: { reference?: string; status: number }[];
  record(partnerId: string, ...reports: object[]): Promise<Outcome[]>;
  deviceOf(outcome: Outcome | undefined): string | undefined;
  eventOf(outcome: Outcome | undefined): string;
  close(): Promise<void>;
}

const NOW = Date.parse('2026-06-01T12:00:00Z');

export const aPartner = (id: string, roles: Role[], more: Partial<Partner> = {}): Partner => ({
  id,
  name: id,
  roles,
  country: 'DE',
  sites: [{ id: 'main', country: 'DE', timeZone: 'Europe/Berlin', default: true }],
  suspended: false,
  actsFor: [],
  ...more,
});

/** A recorder on an embedded log in a folder of its own, with a few partners. `through`: what it sees of the log. */
export async function openBench(through: (store: EventStore) => EventStore = (store) => store): Promise<RecorderBench> {
  const folder = mkdtempSync(join(tmpdir(), 'circulog-recorder-'));
  const clock = { now: () => NOW };
  const store = await openEventStore(`sqlite:${join(folder, 'events.db')}`, clock);
  const partners = new Map(
    [
      aPartner('maker', ['manufacturer']),
      aPartner('shop', ['retailer', 'marketplace']),
      aPartner('refurb', ['refurbisher']),
      aPartner('carrier', ['logistics']),
      aPartner('recycler', ['recycler']),
      aPartner('auditor', ['auditor']),
      aPartner('operator', ['operator']),
    ].map((partner) => [partner.id, partner]),
  );
  const refusals: RecorderBench['refusals'] = [];
  const recorder = new Recorder({
    store: through(store),
    partners: { find: (id) => partners.get(id) },
    ids: uuidV7(clock),
    refuseTestImeis: false,
    refusals: {
      keep: ({ report }, { status }) =>
        refusals.push({ status, ...(report?.reference && { reference: report.reference }) }),
    },
  });
  return {
    store,
    recorder,
    loader: new JourneyLoader(store),
    partners,
    refusals,
    record: (partnerId, ...reports) =>
      recorder.record(
        reports.map((report) => ({
          report: report as Report,
          caller: { partner: partners.get(partnerId) as Partner, keyId: 'key' },
          channel: 'http',
          correlationId: 'c-1',
          receivedAt: instantOf(NOW),
        })),
      ),
    deviceOf: (outcome) =>
      outcome === undefined || outcome.outcome === 'refused' ? undefined : outcome.answer.deviceId,
    eventOf: (outcome) => (outcome === undefined || outcome.outcome === 'refused' ? '' : outcome.answer.eventId),
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
