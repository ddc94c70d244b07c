import type { EventLog, Position } from '#event-store';
import type { RunningBuild } from './builds.js';
import type { Failure } from './failure.js';

/** How far behind the log, in events and in seconds since the first event not seen yet was recorded. */
export interface Lag {
  events: number;
  seconds: number;
}

export interface ProjectionStatus {
  name: string;
  /** Code and rules: `2.1`. */
  version: string;
  generation: number;
  state: 'live' | 'building' | 'failing';
  position: Position | null;
  head: Position | null;
  lag: Lag;
  eventsPerSecond: number;
  /** Seconds until it has caught up at the present rate; absent when it has, or when nothing moves. */
  etaSeconds?: number;
  failure?: Failure;
}

export async function lagBehind(events: EventLog, position: Position | null, now: number): Promise<Lag> {
  const behind = await events.distance(position, await events.head());
  if (behind === 0) return { events: 0, seconds: 0 };
  const [first] = await events.readAll(position, 1);
  if (first === undefined) return { events: 0, seconds: 0 };
  return { events: behind, seconds: Math.max(0, (now - Date.parse(first.event.recordedAt)) / 1000) };
}

/** Where a build stands: all that its status is made of, beside the log. */
export interface BuildStanding {
  name: string;
  version: string;
  generation: number;
  role: 'live' | 'building';
  checkpoint: Position | null;
  eventsPerSecond: number;
  failure?: Failure;
}

export function standingOf({ generation, role, failure, rate }: RunningBuild, now: number): BuildStanding {
  return {
    name: generation.projection.name,
    version: generation.build.version,
    generation: generation.build.generation,
    role,
    checkpoint: generation.checkpoint,
    eventsPerSecond: rate.perSecond(now),
    ...(failure === undefined ? {} : { failure }),
  };
}

export async function statusOf(standing: BuildStanding, events: EventLog, now: number): Promise<ProjectionStatus> {
  const { name, version, generation, role, checkpoint, eventsPerSecond, failure } = standing;
  const lag = await lagBehind(events, checkpoint, now);
  return {
    name,
    version,
    generation,
    state: failure === undefined ? role : 'failing',
    position: checkpoint,
    head: await events.head(),
    lag,
    eventsPerSecond,
    ...(lag.events > 0 && eventsPerSecond > 0 ? { etaSeconds: Math.ceil(lag.events / eventsPerSecond) } : {}),
    ...(failure === undefined ? {} : { failure }),
  };
}
