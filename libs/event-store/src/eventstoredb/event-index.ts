import type { Fates } from './fates.js';
import { EVENT_ID_SCOPE } from './make-plan.js';
import { keyStream, type Plan, readKeyRecord } from './plan.js';
import type { StoredRecord, StreamServer } from './stream-server.js';

/** Finds events by id: the reservation of the id names the attempt that wrote it, and so its place in a stream. */
export class EventIndex {
  constructor(
    private readonly server: StreamServer,
    private readonly fates: Fates,
  ) {}

  async find(id: string): Promise<StoredRecord | undefined> {
    const stream = keyStream(EVENT_ID_SCOPE, id);
    const { holder, revision } = await this.fates.keyState(stream);
    if (holder === null) return undefined;
    const plan = await this.planAt(stream, revision);
    const index = plan?.events.findIndex((event) => event.id === id) ?? -1;
    if (plan === undefined || index === -1) return undefined;
    const [record] = await this.server.read(plan.stream, plan.expectedRevision + 1 + index, 1);
    return record;
  }

  private async planAt(stream: string, revision: number): Promise<Plan | undefined> {
    const [record] = await this.server.read(stream, revision, 1);
    if (record === undefined) return undefined;
    const { plan, primary } = readKeyRecord(record);
    if (plan !== undefined || (primary.stream === stream && primary.revision === revision)) return plan;
    return this.planAt(primary.stream, primary.revision);
  }
}
