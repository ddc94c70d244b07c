import type { EventStore, Position } from '#event-store';
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

export async function lagBehind(events: EventStore, position: Position | null, now: number): Promise<Lag> {
  const behind = await events.distance(position, await events.head());
  if (behind === 0) return { events: 0, seconds: 0 };
  const [first] = await events.readAll(position, 1);
  if (first === undefined) return { events: 0, seconds: 0 };
  return { events: behind, seconds: Math.max(0, (now - Date.parse(first.event.recordedAt)) / 1000) };
}

export async function statusOf(running: RunningBuild, events: EventStore, now: number): Promise<ProjectionStatus> {
  const { generation, role, failure, rate } = running;
  const position = generation.checkpoint;
  const lag = await lagBehind(events, position, now);
  const eventsPerSecond = rate.perSecond(now);
  return {
    name: generation.projection.name,
    version: generation.build.version,
    generation: generation.build.generation,
    state: failure === undefined ? role : 'failing',
    position,
    head: await events.head(),
    lag,
    eventsPerSecond,
    ...(lag.events > 0 && eventsPerSecond > 0 ? { etaSeconds: Math.ceil(lag.events / eventsPerSecond) } : {}),
    ...(failure === undefined ? {} : { failure }),
  };
}
