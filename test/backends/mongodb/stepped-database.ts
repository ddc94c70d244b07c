import type { AnyBulkWriteOperation, Collection, Db, Document } from 'mongodb';

/** Called before every single write; what it throws reaches the store instead. */
export type Step = () => Promise<void>;

type Method = (...args: unknown[]) => Promise<unknown>;

const WRITES = new Set([
  'insertOne',
  'updateOne',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'findOneAndUpdate',
  'createIndexes',
  'dropIndex',
  'drop',
]);

/** The database with a step before each write, bulk writes taken apart: as finely as a process can die. */
export function steppedDatabase(database: Db, step: Step, answered: Step = async () => undefined): Db {
  return new Proxy(database, {
    get: (target, name) => {
      if (name === 'collection') return (place: string) => steppedCollection(target.collection(place), step, answered);
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** What `answered` throws is an answer that was lost after the write. */
function steppedCollection(collection: Collection, step: Step, answered: Step): Collection {
  return new Proxy(collection, {
    get: (target, name) => {
      if (name === 'bulkWrite') {
        return async (all: AnyBulkWriteOperation<Document>[]) => {
          const result = await bulkWrite(target, all, step);
          await answered();
          return result;
        };
      }
      if (name === 'insertMany') {
        return (all: Document[]) =>
          bulkWrite(
            target,
            all.map((document) => ({ insertOne: { document } })),
            step,
          );
      }
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (!WRITES.has(String(name))) return member.bind(target);
      return async (...args: unknown[]) => {
        await step();
        return (member as Method).apply(target, args);
      };
    },
  });
}

/** Unordered, as the stores' bulks are: one that fails holds up no other. */
async function bulkWrite(collection: Collection, all: readonly AnyBulkWriteOperation<Document>[], step: Step) {
  let matchedCount = 0;
  let failure: unknown;
  for (const operation of all) {
    await step();
    try {
      matchedCount += (await collection.bulkWrite([operation])).matchedCount;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return { matchedCount };
}

/** The process died: nothing that it wanted afterwards happens either. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** Lets `count` writes through and dies. */
export function dyingAfter(count: number): Step {
  let done = 0;
  return async () => {
    if (done === count) throw new Killed(`Died after ${count} writes.`);
    done++;
  };
}

/** Lets `count` writes through, then stands still until it is woken, and goes on as if nothing had been. */
export function sleepingAfter(count: number): { step: Step; asleep: Promise<void>; wake: () => void } {
  let done = 0;
  const sleep = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<void>();
  const step = async () => {
    if (done++ !== count) return;
    sleep.resolve();
    await woken.promise;
  };
  return { step, asleep: sleep.promise, wake: woken.resolve };
}
