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
import type { ClosedPeriods } from './closed-periods.js';
import { evolveDocuments } from './event-work.js';
import type { Generation } from './generation.js';
import { SLICE_DEVICES_MAX } from './limits.js';
import { LinkIndex } from './links.js';
import { type SubjectOutput, SubjectWork } from './subject-work.js';
import { type Touched, touchedBy } from './touched-devices.js';

export interface Sources {
  closed: ClosedPeriods;
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
  /** Up to where the folds have seen the log. */
  seen: Position;
}

/**
 * Reads what a batch touches once, and lets every build project it. Nothing is written. Folds see more than the batch,
 * all that the log holds, but nothing beyond the next close of a period: what comes after it is no part of what was
 * known before, however far behind the projector is.
 */
export async function projectBatch(
  batch: Batch,
  generations: readonly Generation[],
  sources: Sources,
): Promise<ProjectedBatch> {
  const seen = await sightOf(batch, sources);
  const parts = generations.map(
    (generation): Part => ({ generation, work: new SubjectWork(generation, sources.reads), folded: [] }),
  );
  const touched = await touchedBy(batch.events, sources.links);
  await projectDevices(batch, parts, touched, { ...sources, seen });
  await projectStreams(parts, touched, { ...sources, seen });
  for (const part of parts) {
    const { projection } = part.generation;
    if (projection.shape !== 'event') continue;
    await attempt(part, () =>
      evolveDocuments(projection, part.generation, sources.reads, { events: batch.events, work: part.work }),
    );
  }
  return { parts, seen };
}

/** Never less than the batch: a log may be read further than it has been told that it goes. */
async function sightOf({ position }: Batch, { events, closed }: Sources): Promise<Position> {
  const head = await events.head();
  await closed.refresh();
  const end = head === null || events.compare(head, position) < 0 ? position : head;
  return closed.nextFrom(position) ?? end;
}

/** Sources that are looked at up to a position. */
type Sighted = Sources & { seen: Position };

async function projectDevices(batch: Batch, parts: Part[], touched: Touched, sources: Sighted): Promise<void> {
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
    const journeys = await sources.journeys.loadMany(needed, sources.seen);
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

async function projectStreams(parts: Part[], { streams }: Touched, { events, seen }: Sighted): Promise<void> {
  for (const part of parts) {
    const { projection } = part.generation;
    if (!isStreamProjection(projection)) continue;
    await attempt(part, async () => {
      const subjects = [...streams.keys()].filter((stream) =>
        projection.prefixes.some((prefix) => stream.startsWith(prefix)),
      );
      const read = await events.readStreams(subjects);
      const outputs = subjects.map((stream): SubjectOutput => {
        const known = (read.get(stream) ?? []).filter(({ position }) => events.compare(position, seen) <= 0);
        const facts = known.map(({ event }) => event);
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
