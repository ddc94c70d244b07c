import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenedEventStoreDb, openEventStoreDb } from '../eventstoredb/open-eventstoredb.js';
import { type OpenedMongoDb, openMongoDb } from '../mongodb/open-mongodb.js';
import { dropDatabase, ownDatabase } from '../mongodb/own-database.js';
import { type ApplicationName, ApplicationProcess } from './application-process.js';

export const START_MILLIS = 600_000;
/** Short, so that a test need not wait long for a standby. */
export const LEASE_SECONDS = 3;

/** Servers, and applications over them. */
export class Landscape {
  private readonly running: ApplicationProcess[] = [];

  private constructor(
    readonly events: OpenedEventStoreDb,
    readonly documents: OpenedMongoDb,
    private readonly folder: string,
    readonly stores: { events: string; read: string; ops: string },
  ) {}

  static async open(openEvents = openEventStoreDb): Promise<Landscape> {
    const events = await openEvents();
    const documents = await openMongoDb().catch(async (error: unknown) => {
      await events.stop();
      throw error;
    });
    const stores = { events: events.url, read: ownDatabase(documents.url), ops: ownDatabase(documents.url) };
    return new Landscape(events, documents, await mkdtemp(join(tmpdir(), 'circulog-landscape-')), stores);
  }

  /** `name` stands for one machine: its data folder is found again at the next start. */
  async start(application: ApplicationName, name: string, more: Record<string, string> = {}) {
    const started = await ApplicationProcess.start(application, {
      CIRCULOG_EVENT_STORE: this.stores.events,
      CIRCULOG_READ_STORE: this.stores.read,
      CIRCULOG_OPS_STORE: this.stores.ops,
      CIRCULOG_DATA: join(this.folder, name),
      CIRCULOG_LEASE_SECONDS: String(LEASE_SECONDS),
      ...more,
    });
    this.running.push(started);
    return started;
  }

  /** All in one process over the same log, with files of its own: it projects from nothing. */
  fromNothing(name: string): Promise<ApplicationProcess> {
    return this.start('standalone', name, { CIRCULOG_READ_STORE: '', CIRCULOG_OPS_STORE: '' });
  }

  async close(): Promise<void> {
    for (const application of this.running) {
      application.wake();
      await application.kill();
    }
    if (this.documents.kind === 'environment') await Promise.all([this.stores.read, this.stores.ops].map(dropDatabase));
    await this.documents.stop();
    await this.events.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
