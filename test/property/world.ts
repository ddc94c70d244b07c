import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { builtEntry, type EventStore, openEventStore } from '#event-store';
import { type Delivery, PARTNERS } from '#fleet';
import { instantOf } from '#kernel';
import { type Journey, JourneyLoader, type Outcome, Recorder, type Report } from '#lifecycle';
import { measuresProjection } from '#metrics';
import { type Partner } from '#partners/domain';
import { uuidV7 } from '#platform';
import {
  Calendar,
  DayCloser,
  MeasureReader,
  ProjectionRunner,
  type Projector,
  type ProjectorPlace,
  ProjectorThread,
} from '#projections';
import { openReadStore, type ReadStore } from '#read-store';

export const OPERATOR = 'circulog-operator';

const operator: Partner = {
  id: OPERATOR,
  name: 'Operator',
  roles: ['operator'],
  country: 'FR',
  sites: [],
  suspended: false,
  actsFor: [],
};

const partners = new Map<string, Partner>([
  [OPERATOR, operator],
  ...PARTNERS.map((partner): [string, Partner] => [
    partner.id,
    { suspended: false, actsFor: [], ...asPartner(partner) },
  ]),
]);

function asPartner(partner: (typeof PARTNERS)[number]): Omit<Partner, 'suspended' | 'actsFor'> {
  const { id, name, roles, country, timeZone } = partner;
  return { id, name, roles, country, sites: [{ id: 'main', country, timeZone, default: true }] };
}

/** Where projections are kept: beside what records, or in the projector's thread as a server has it. */
export type Place = 'here' | 'thread';

/** As it is built: the thread of a server, with all of its projections. */
const THREAD = builtEntry('../../libs/api/src/projections/projector-thread.js', import.meta.url);

/** One Circulog without HTTP: intake, log, projections and their reader on stores of its own. */
export class World {
  private constructor(
    private readonly folder: string,
    readonly events: EventStore,
    private readonly reads: ReadStore,
    readonly runner: Projector,
    private readonly recorder: Recorder,
    private readonly closer: DayCloser,
    private readonly clock: { now(): number },
    private readonly place: Place,
  ) {}

  static async open(
    clock: { now(): number },
    place: Place = 'here',
    folder = mkdtempSync(join(tmpdir(), 'circulog-world-')),
  ): Promise<World> {
    const urls = { events: `sqlite:${join(folder, 'events.db')}`, reads: `sqlite:${join(folder, 'read.db')}` };
    const events = await openEventStore(urls.events, clock);
    const reads = await openReadStore(urls.reads);
    const runner = projectorAt(place, { events, reads, clock }, urls);
    await runner.start();
    const ids = uuidV7(clock);
    const recorder = new Recorder({
      store: events,
      partners: { find: (id) => partners.get(id) },
      ids,
      refuseTestImeis: false,
      refusals: { keep: () => undefined },
    });
    const closer = new DayCloser({ events, calendar: new Calendar(events), clock, ids });
    await closer.start();
    return new World(folder, events, reads, runner, recorder, closer, clock, place);
  }

  record(deliveries: readonly Delivery[]): Promise<Outcome[]> {
    return this.submit(deliveries.map(({ partner, report }) => ({ partner, report })));
  }

  /** A decision of the operator. */
  async decide(report: Report): Promise<void> {
    const [outcome] = await this.submit([{ partner: OPERATOR, report }]);
    if (outcome?.outcome === 'refused') throw new Error(JSON.stringify(outcome.errors));
  }

  /** Every device's journey, each component once. */
  async journeys(): Promise<Journey[]> {
    const ids = new Set<string>();
    for (const { event } of await this.events.readAll(null, 100_000)) {
      if (event.stream.startsWith('device-')) ids.add(event.stream.slice('device-'.length));
    }
    const loaded = await new JourneyLoader(this.events).loadMany([...ids]);
    return [...new Map([...loaded.values()].map((journey) => [journey.deviceId, journey])).values()];
  }

  async caughtUp(): Promise<void> {
    const head = await this.events.head();
    if (head !== null) await this.runner.caughtUp(head);
  }

  measures(): MeasureReader {
    return new MeasureReader(this.reads, [measuresProjection]);
  }

  async rebuild(): Promise<void> {
    const generation = await this.runner.rebuild(measuresProjection.name);
    await this.runner.tookOver(measuresProjection.name, generation);
    await this.caughtUp();
  }

  /** Goes on from what is on disk, once whoever wants to has looked at the log that nobody writes. */
  async restart(look: (log: string) => Promise<void> = async () => undefined): Promise<World> {
    await this.shut();
    await look(`sqlite:${join(this.folder, 'events.db')}`);
    return World.open(this.clock, this.place, this.folder);
  }

  async close(): Promise<void> {
    await this.shut();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async shut(): Promise<void> {
    this.closer.stop();
    await this.runner.stop();
    await this.events.close();
    await this.reads.close();
  }

  private submit(sent: readonly { partner: string; report: Report }[]): Promise<Outcome[]> {
    return this.recorder.record(
      sent.map(({ partner, report }) => ({
        report,
        caller: { partner: partners.get(partner) as Partner, keyId: 'key' },
        channel: 'file',
        correlationId: 'property',
        receivedAt: instantOf(this.clock.now()),
      })),
    );
  }
}

function projectorAt(
  place: Place,
  { events, reads, clock }: { events: EventStore; reads: ReadStore; clock: { now(): number } },
  urls: { events: string; reads: string },
): Projector {
  if (place === 'here') {
    const journeys = new JourneyLoader(events);
    return new ProjectionRunner({ events, reads, journeys, projections: [measuresProjection], clock });
  }
  const begin = (clockAhead: number) =>
    new Worker(THREAD, { workerData: { ...urls, owner: 'world', clockAhead } satisfies ProjectorPlace });
  return new ProjectorThread({ events, reads, clock, begin });
}
