import { setImmediate } from 'node:timers/promises';
import type { EventLog, Position } from '#event-store';
import { type Journey, linkedStreams } from '#lifecycle/domain';
import type { ReadStore } from '#read-store';
import {
  type DeviceProjection,
  deviceStream,
  type JourneySource,
  type Link,
  type Projection,
  partitionOf,
  type StreamProjection,
} from '../domain/index.js';
import type { Batch } from './batch.js';
import { evolveDocuments } from './event-work.js';
import type { Generation } from './generation.js';
import { SLICE_DEVICES_MAX } from './limits.js';
import { LinkIndex } from './links.js';
import { type SubjectOutput, SubjectWork } from './subject-work.js';
import { type Touched, touchedBy } from './touched-devices.js';

export interface Sources {
  events: EventLog;
  reads: ReadStore;
  journeys: JourneySource;
  links: LinkIndex;
}

/** One build's share of a batch. A build that fails keeps its error and leaves the others alone. */
export interface Part {
  generation: Generation;
  work: SubjectWork;
  /** Devices whose fold this batch has brought up to date. */
  folded: string[];
  failure?: unknown;
}

export interface ProjectedBatch {
  parts: Part[];
  /** Where the log ended before the first device was loaded: the folds have seen at least that much. */
  seen: Position;
}

/** Reads what a batch touches once, and lets every build project it. Nothing is written. */
export async function projectBatch(
  batch: Batch,
  generations: readonly Generation[],
  sources: Sources,
): Promise<ProjectedBatch> {
  const seen = (await sources.events.head()) ?? batch.position;
  const parts = generations.map(
    (generation): Part => ({ generation, work: new SubjectWork(generation, sources.reads), folded: [] }),
  );
  const touched = await touchedBy(batch.events, sources.links);
  await projectDevices(batch, parts, touched, sources);
  await projectStreams(parts, touched, sources);
  for (const part of parts) {
    const { projection } = part.generation;
    if (projection.shape !== 'event') continue;
    await attempt(part, () =>
      evolveDocuments(projection, part.generation, sources.reads, { events: batch.events, work: part.work }),
    );
  }
  return { parts, seen };
}

async function projectDevices(batch: Batch, parts: Part[], touched: Touched, sources: Sources): Promise<void> {
  const some = parts.filter(({ generation }) => generation.projection.shape === 'device');
  if (some.length === 0) return;
  const upToDate = ({ folded }: Generation, id: string): boolean => {
    const position = folded.get(id);
    return position !== undefined && sources.events.compare(position, batch.position) >= 0;
  };
  await writeLinks(touched.links, some, sources.links);
  for (;;) {
    const slice = touched.devices.next(SLICE_DEVICES_MAX);
    if (slice.length === 0) return;
    // What is linked to a device that is up to date was folded with it, or when the link was made.
    const needed = slice.filter((id) => some.some(({ generation }) => !upToDate(generation, id)));
    if (needed.length === 0) continue;
    await touched.devices.addLinkedTo(needed, sources.links);
    const journeys = await sources.journeys.loadMany(needed);
    const links = needed.flatMap((id) => followJourney(id, journeys.get(id), touched));
    await writeLinks(links, some, sources.links);
    for (const part of some) await attempt(part, () => projectSlice(part, needed, journeys, touched));
    await setImmediate();
  }
}

/** Adds the rest of a device's component to what is touched, and answers what has to be linked to it. */
function followJourney(id: string, journey: Journey | undefined, touched: Touched): Link[] {
  if (journey === undefined) return [];
  const causes = touched.devices.causesOf(id);
  for (const other of [journey.deviceId, ...journey.members]) if (other !== id) touched.devices.add(other, causes);
  const streams = linkedStreams(journey.entries.map(({ event }) => event));
  const members = journey.members.filter((other) => other !== id).map(deviceStream);
  return [...streams, ...members].map((stream) => ({ stream, deviceId: id }));
}

async function writeLinks(links: readonly Link[], parts: readonly Part[], index: LinkIndex): Promise<void> {
  for (const link of await index.missing(links)) {
    for (const { work } of parts) work.put(partitionOf(link.deviceId), LinkIndex.writeOf(link));
  }
}

async function projectSlice(
  part: Part,
  ids: readonly string[],
  journeys: ReadonlyMap<string, Journey>,
  touched: Touched,
): Promise<void> {
  const projection = part.generation.projection as DeviceProjection;
  const outputs = ids.map((id): SubjectOutput => {
    const journey = journeys.get(id);
    const given = journey?.deviceId === id ? projection.project(journey) : { documents: [], contributions: [] };
    return { subject: id, causes: touched.devices.causesOf(id), ...given };
  });
  await part.work.add(outputs);
  part.folded.push(...ids);
}

const isStreamProjection = (projection: Projection): projection is StreamProjection => projection.shape === 'stream';

async function projectStreams(parts: Part[], { streams }: Touched, { events }: Sources): Promise<void> {
  for (const part of parts) {
    const { projection } = part.generation;
    if (!isStreamProjection(projection)) continue;
    await attempt(part, async () => {
      const subjects = [...streams.keys()].filter((stream) =>
        projection.prefixes.some((prefix) => stream.startsWith(prefix)),
      );
      const read = await events.readStreams(subjects);
      const outputs = subjects.map((stream): SubjectOutput => {
        const facts = (read.get(stream) ?? []).map(({ event }) => event);
        return { subject: stream, causes: streams.get(stream) ?? [], ...projection.project(stream, facts) };
      });
      await part.work.add(outputs);
    });
  }
}

async function attempt(part: Part, work: () => Promise<void>): Promise<void> {
  if (part.failure !== undefined) return;
  try {
    await work();
  } catch (error) {
    part.failure = error;
  }
}
