import type { EventLog, Position } from '#event-store';
import type { RunningBuild } from './builds.js';

export interface Group {
  builds: RunningBuild[];
  /** Where the next group stands: there they go on together. */
  until: Position | undefined;
}

/** Builds that stand at the same place, furthest first, so that what is read never waits for what is being built. */
export function groupsByPosition(builds: readonly RunningBuild[], events: EventLog): Group[] {
  const at = ({ generation }: RunningBuild): Position | null => generation.checkpoint;
  const order = (a: Position | null, b: Position | null): number => {
    if (a === null || b === null) return Number(a !== null) - Number(b !== null);
    return events.compare(a, b);
  };
  const groups: Group[] = [];
  let ahead: Position | undefined;
  for (const build of [...builds].sort((a, b) => order(at(b), at(a)))) {
    const last = groups.at(-1);
    const position = last?.builds[0] && at(last.builds[0]);
    if (last !== undefined && position !== undefined && order(position, at(build)) === 0) last.builds.push(build);
    else {
      ahead = position ?? undefined;
      groups.push({ builds: [build], until: ahead });
    }
  }
  return groups;
}
