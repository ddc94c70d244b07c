import type { LoggedEvent } from '#event-store';
import type { JsonObject } from '#kernel';
import type { ReadStore } from '#read-store';
import { type EventProjection, partitionOf } from '../domain/index.js';
import type { Generation } from './generation.js';
import type { SubjectWork } from './subject-work.js';

interface Target {
  collection: string;
  id: string;
  partition: number;
  events: LoggedEvent[];
}

/** Evolves each document that events of the batch name, by the events that its partition has not seen yet. */
export async function evolveDocuments(
  projection: EventProjection,
  generation: Generation,
  reads: ReadStore,
  { events, work }: { events: readonly LoggedEvent[]; work: SubjectWork },
): Promise<void> {
  const targets = targetsOf(projection, generation, events);
  for (const [collection, some] of Map.groupBy(targets, (target) => target.collection)) {
    const stored = await reads.getMany(
      collection,
      some.map(({ id }) => id),
    );
    for (const target of some) {
      const before = stored.get(target.id)?.document;
      let document: JsonObject | undefined = before;
      for (const { event } of target.events) document = projection.evolve(document, event, target.id);
      const { id, partition } = target;
      if (document !== undefined) work.put(partition, { collection, id, document });
      else if (before !== undefined) work.put(partition, { collection, id, remove: true });
    }
  }
}

function targetsOf(projection: EventProjection, generation: Generation, events: readonly LoggedEvent[]): Target[] {
  const wanted = new Set(projection.types);
  const targets = new Map<string, Target>();
  for (const logged of events) {
    if (!wanted.has(logged.event.type)) continue;
    for (const { collection, id } of projection.documentIds(logged.event)) {
      const partition = partitionOf(id);
      if (generation.hasPassed(partition, logged.position)) continue;
      const key = `${collection}\n${id}`;
      const target = targets.get(key);
      if (target !== undefined) target.events.push(logged);
      else targets.set(key, { collection: generation.collection(collection), id, partition, events: [logged] });
    }
  }
  return [...targets.values()];
}
