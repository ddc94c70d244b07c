import type { EventLog } from '#event-store';
import type { ReadStore } from '#read-store';
import type { Projection } from '../domain/index.js';
import type { Failure } from './failure.js';
import { Generation } from './generation.js';
import { type Build, buildCollections, buildNameOf } from './names.js';
import type { Pointer, Pointers } from './pointers.js';
import { Rate } from './rate.js';

/** A build that this process keeps up to date. */
export interface RunningBuild {
  generation: Generation;
  /** `live`: it is read; `building`: it takes over once it has caught up. */
  role: 'live' | 'building';
  /** Why it is built beside the live one. */
  cause: 'rebuild' | 'version';
  failure?: Failure;
  rate: Rate;
}

interface Stores {
  events: EventLog;
  reads: ReadStore;
  pointers: Pointers;
  owner: string;
  /** Of the rules and editions that every fold follows; part of each version (CONTRACTS P3). */
  rulesVersion: string;
  now(): number;
}

export const versionOf = (projection: Projection, rulesVersion: string): string =>
  projection.shape === 'event' ? `${projection.version}` : `${projection.version}.${rulesVersion}`;

/** Opens what the pointer of a projection says, and begins what it lacks. The live build comes first. */
export async function openBuilds(projection: Projection, stores: Stores): Promise<RunningBuild[]> {
  const version = versionOf(projection, stores.rulesVersion);
  const pointer = await stores.pointers.read(projection.name);
  if (pointer === undefined) {
    const live: Build = { generation: 1, version };
    await stores.pointers.write(projection.name, { live, last: 1, retired: [] });
    return [await running(projection, live, 'live', stores)];
  }
  await clearRetired(projection.name, stores);
  const live = pointer.live.version === version ? await openLive(projection, pointer.live, stores) : undefined;
  if (live !== undefined && pointer.building === undefined) return [live];
  const building = await openBuilding(projection, version, { pointer, runs: live !== undefined }, stores);
  return live === undefined ? [building] : [live, building];
}

/** Begins a build beside the live one, from the start of the log; a build that was under way is given up. */
export async function beginBuild(projection: Projection, version: string, stores: Stores): Promise<RunningBuild> {
  const pointer = await stores.pointers.read(projection.name);
  if (pointer === undefined) throw new Error(`${projection.name} has no live build yet.`);
  const build: Build = { generation: pointer.last + 1, version };
  const givenUp = pointer.building === undefined ? [] : collectionsOf(projection, pointer.building);
  await stores.pointers.write(projection.name, {
    ...pointer,
    building: build,
    last: build.generation,
    retired: [...pointer.retired, ...givenUp],
  });
  return running(projection, build, 'building', stores);
}

export const collectionsOf = (projection: Projection, build: Build): string[] =>
  buildCollections(projection, build).map(({ name }) => name);

/** Drops the collections of builds that nobody reads any more, and forgets how far those had come. */
export async function clearRetired(name: string, { reads, pointers }: Stores): Promise<void> {
  const pointer = await pointers.read(name);
  if (pointer === undefined || pointer.retired.length === 0) return;
  for (const collection of pointer.retired) await reads.drop(collection);
  for (const build of new Set(pointer.retired.map(buildNameOf))) await reads.forget(build);
  await pointers.write(name, { ...pointer, retired: [] });
}

async function openLive(projection: Projection, build: Build, stores: Stores): Promise<RunningBuild | undefined> {
  const live = await running(projection, build, 'live', stores);
  return live.generation.isOf(stores.events.epoch) ? live : undefined;
}

async function openBuilding(
  projection: Projection,
  version: string,
  { pointer, runs }: { pointer: Pointer; runs: boolean },
  stores: Stores,
): Promise<RunningBuild> {
  if (!runs && pointer.staleSince === undefined) {
    const staleSince = new Date(stores.now()).toISOString();
    await stores.pointers.write(projection.name, { ...pointer, retired: [], staleSince });
  }
  if (pointer.building?.version === version) {
    const building = await running(projection, pointer.building, 'building', stores);
    if (building.generation.isOf(stores.events.epoch)) return building;
  }
  return beginBuild(projection, version, stores);
}

async function running(
  projection: Projection,
  build: Build,
  role: RunningBuild['role'],
  { events, reads, owner, pointers }: Stores,
): Promise<RunningBuild> {
  const compare = events.compare.bind(events);
  const generation = await Generation.open(projection, build, reads, { owner, compare });
  const live = await pointers.read(projection.name);
  const cause = live?.live.version === build.version ? 'rebuild' : 'version';
  return { generation, role, cause, rate: new Rate() };
}

export type { Stores as BuildStores };
