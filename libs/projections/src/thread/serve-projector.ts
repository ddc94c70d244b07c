import { constants, setPriority } from 'node:os';
import type { MessagePort } from 'node:worker_threads';
import { type FollowedLog, followEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import type { JourneySource, Projection } from '../domain/index.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { carried } from './carried-error.js';
import type { FromThread, ProjectorPlace, ToThread } from './messages.js';

/** Shortest time between two nudges; what comes in between is seen with the next. */
const NUDGE_MILLIS_MIN = 5;
/** How often standings are told that changed by time alone. */
const TELL_MILLIS = 1_000;
/** How long a replaced build stays for readers of other threads that have just looked up its name. */
const KEEP_RETIRED_MILLIS = 2_000;

export interface ServedProjections {
  projections: readonly Projection[];
  journeys: (log: FollowedLog) => JourneySource;
  rulesVersion?: number;
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
    const events = await followEventStore(place.events);
    const reads = await openReadStore(place.reads);
    const told = new ToldStandings(tell);
    const runner = new ProjectionRunner({
      ...rest,
      events,
      reads,
      projections,
      journeys: journeys(events),
      owner: place.owner,
      keepRetiredMillis: KEEP_RETIRED_MILLIS,
      clock: { now: () => Date.now() + clockAhead },
      onFailure: (projection, error) => tell({ kind: 'failed', projection, error: carried(error) }),
      onMove: (standings) => told.tell(standings),
    });
    await runner.start();
    told.tell(runner.standings());
    const telling = setInterval(() => told.tell(runner.standings()), TELL_MILLIS);
    port.on('message', (message: ToThread) => {
      if (message.kind === 'nudge') {
        clockAhead = message.clockAhead;
        events.nudge();
        setTimeout(tell, NUDGE_MILLIS_MIN, { kind: 'nudged' } satisfies FromThread).unref();
      } else if (message.kind === 'rebuild') void rebuild(runner, message, tell);
      else {
        clearInterval(telling);
        void stop(runner, [events, reads], port);
      }
    });
    tell({ kind: 'started' });
  } catch (error) {
    tell({ kind: 'not-started', error: carried(error) });
  }
}

async function rebuild(
  runner: ProjectionRunner,
  { ticket, name }: ToThread & { kind: 'rebuild' },
  tell: (message: FromThread) => void,
): Promise<void> {
  try {
    tell({ kind: 'rebuilding', ticket, generation: await runner.rebuild(name) });
  } catch (error) {
    tell({ kind: 'refused', ticket, error: carried(error) });
  }
}

/** At a checkpoint: the batch under way is committed first. */
async function stop(
  runner: ProjectionRunner,
  stores: readonly { close(): Promise<void> }[],
  port: MessagePort,
): Promise<void> {
  await runner.stop();
  for (const store of stores) await store.close();
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
