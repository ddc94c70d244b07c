import { constants, setPriority } from 'node:os';
import type { MessagePort } from 'node:worker_threads';
import { type FollowedLog, followEventStore } from '#event-store';
import { Lease, type OpsStore, openOpsStore } from '#ops-store';
import { openReadStore, type ReadStore } from '#read-store';
import type { JourneySource, Projection } from '../domain/index.js';
import { ElectedProjector, type Term } from '../election/elected-projector.js';
import { RebuildRequests } from '../election/rebuild-requests.js';
import { PROJECTOR_LEASE } from '../election/remote-projector.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { carried } from './carried-error.js';
import type { FromThread, ProjectorPlace, ToThread } from './messages.js';

/** Shortest time between two nudges; what comes in between is seen with the next. */
const NUDGE_MILLIS_MIN = 5;
/** How often standings are told that changed by time alone. */
const TELL_MILLIS = 1_000;
/** How long a replaced build stays for readers of other threads that have just looked up its name. */
const KEEP_RETIRED_MILLIS = 2_000;
/** A lease is renewed so many times in the time that it holds for. */
const BEATS_PER_LEASE = 5;

export interface ServedProjections {
  projections: readonly Projection[];
  journeys: (log: FollowedLog) => JourneySource;
  rulesVersion?: string;
}

/** On Linux a priority is a thread's own: whoever answers requests goes first where cores are few. */
function stepBack(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}

/** Runs the projections in this thread until its owner says stop: the whole life of a projector's thread. */
export async function serveProjector(
  port: MessagePort,
  place: ProjectorPlace,
  { projections, journeys, ...rest }: ServedProjections,
): Promise<void> {
  stepBack();
  const tell = (message: FromThread) => port.postMessage(message);
  let { clockAhead } = place;
  try {
    const stores = await openStores(place);
    const { events, reads, ops } = stores;
    const told = new ToldStandings(tell);
    const begin = ({ fenced, moved }: { fenced?: () => void; moved?: () => void }) =>
      new ProjectionRunner({
        ...rest,
        events,
        reads,
        projections,
        journeys: journeys(events),
        owner: place.owner,
        ...(place.changeDays === undefined ? {} : { changeDays: place.changeDays }),
        keepRetiredMillis: KEEP_RETIRED_MILLIS,
        clock: { now: () => Date.now() + clockAhead },
        onFailure: (projection, error) => tell({ kind: 'failed', projection, error: carried(error) }),
        onMove: (standings) => {
          told.tell(standings);
          moved?.();
        },
        ...(fenced === undefined ? {} : { onFenced: fenced }),
      });
    const { owner, lease } = place;
    const work =
      ops === undefined || lease === undefined ? begin({}) : elected({ owner, ops, millis: lease.millis, begin, tell });
    await work.start();
    told.tell(work.standings());
    const telling = setInterval(() => told.tell(work.standings()), TELL_MILLIS);
    port.on('message', (message: ToThread) => {
      if (message.kind === 'nudge') {
        clockAhead = message.clockAhead;
        events.nudge();
        setTimeout(tell, NUDGE_MILLIS_MIN, { kind: 'nudged' } satisfies FromThread).unref();
      } else if (message.kind === 'rebuild') void rebuild(work, message, tell);
      else {
        clearInterval(telling);
        void stop(work, stores, port);
      }
    });
    tell({ kind: 'started' });
  } catch (error) {
    tell({ kind: 'not-started', error: carried(error) });
  }
}

interface Stores {
  events: FollowedLog;
  reads: ReadStore;
  /** Only where a lease has to be held. */
  ops: OpsStore | undefined;
}

/** All of them, or none: what is open when one fails is closed again. */
async function openStores({ events: eventsUrl, reads: readsUrl, lease }: ProjectorPlace): Promise<Stores> {
  const events = await followEventStore(eventsUrl);
  let reads: ReadStore | undefined;
  try {
    reads = await openReadStore(readsUrl);
    return { events, reads, ops: lease && (await openOpsStore(lease.ops)) };
  } catch (error) {
    await reads?.close();
    await events.close();
    throw error;
  }
}

interface Electing {
  owner: string;
  ops: OpsStore;
  millis: number;
  begin(told: { fenced(): void; moved(): void }): Term;
  tell(message: FromThread): void;
}

function elected({ owner, ops, millis, begin, tell }: Electing): ElectedProjector {
  return new ElectedProjector({
    lease: new Lease({ ops, name: PROJECTOR_LEASE, owner, millis }),
    requests: new RebuildRequests(ops),
    open: begin,
    beatMillis: millis / BEATS_PER_LEASE,
    onRole: (role) => tell({ kind: 'role', role }),
    onTrouble: (error) => tell({ kind: 'trouble', error: carried(error) }),
  });
}

async function rebuild(
  work: Term,
  { ticket, name }: ToThread & { kind: 'rebuild' },
  tell: (message: FromThread) => void,
): Promise<void> {
  try {
    tell({ kind: 'rebuilding', ticket, generation: await work.rebuild(name) });
  } catch (error) {
    tell({ kind: 'refused', ticket, error: carried(error) });
  }
}

/** At a checkpoint: the batch under way is committed first. */
async function stop(work: Term, { events, reads, ops }: Stores, port: MessagePort): Promise<void> {
  await work.stop();
  await events.close();
  await reads.close();
  await ops?.close();
  port.close();
}

/** Tells where the builds stand, once each time that it is something else. */
class ToldStandings {
  private last = '';

  constructor(private readonly send: (message: FromThread) => void) {}

  tell(standings: ReturnType<ProjectionRunner['standings']>): void {
    const now = JSON.stringify(standings);
    if (now === this.last) return;
    this.last = now;
    this.send({ kind: 'moved', standings });
  }
}
