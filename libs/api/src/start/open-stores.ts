import { type EventStore, openEventStore } from '#event-store';
import { ServerAway } from '#kernel';
import { type OpsStore, openOpsStore } from '#ops-store';
import type { Clock, Configuration, Stores } from '#platform';
import { openReadStore, type ReadStore } from '#read-store';
import type { Check } from '../health/checks.js';

/** Some of the servers do not answer just now; the checks say which do. Nothing is left open. */
export class ServersAway extends ServerAway {
  override readonly name = 'ServersAway';
  constructor(readonly checks: readonly Check[]) {
    super(checks.flatMap(({ name, detail }) => (detail === undefined ? [] : [`${name}: ${detail}`])).join('; '));
  }
}

const NAMES = ['event-store', 'read-store', 'ops-store'] as const;

/**
 * Opens all three at once, so that all that is amiss is known at once. Throws `ServersAway` where waiting may help, and
 * whatever else is wrong before that.
 */
export async function openStores({ stores }: Configuration, clock: Clock): Promise<Stores> {
  const opened = await Promise.allSettled([
    openEventStore(stores.events, { now: () => clock.now() }),
    openReadStore(stores.read),
    openOpsStore(stores.ops),
  ]);
  const [events, reads, ops] = opened;
  if (events.status === 'fulfilled' && reads.status === 'fulfilled' && ops.status === 'fulfilled') {
    return { events: events.value, reads: reads.value, ops: ops.value };
  }
  await closeAll(opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
  const failures = opened.map((each) => (each.status === 'rejected' ? (each.reason as unknown) : undefined));
  const lasting = failures.find((failure) => failure !== undefined && !(failure instanceof ServerAway));
  if (lasting !== undefined) throw lasting;
  throw new ServersAway(
    NAMES.map((name, index) => {
      const failure = failures[index];
      return failure instanceof ServerAway ? { name, ok: false, detail: failure.message } : { name, ok: true };
    }),
  );
}

export const closeStores = ({ events, reads, ops }: Stores): Promise<void> => closeAll([events, reads, ops]);

async function closeAll(stores: readonly (EventStore | ReadStore | OpsStore)[]): Promise<void> {
  for (const store of stores) await store.close();
}
