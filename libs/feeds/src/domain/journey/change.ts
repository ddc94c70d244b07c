import type { JsonObject } from '#kernel';
import type { Journey } from '#lifecycle/domain';

/** Something derived from a device's events that another event changed: it is in no log (CONTRACTS R2). */
export interface Change {
  /** Such as `AnomalyRaised`. */
  type: string;
  /** The device as it is now, whose readers are told. */
  journey: Journey;
  /** Tells the changes of one event apart. */
  key: string;
  data: JsonObject;
  /** Partners that are told because it is about a report of theirs, whatever else they may see of the device. */
  senders?: readonly string[];
}

/** What came, went and is different between two sets of things that have keys; in the order of the later one. */
export function compared<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>) {
  const text = (value: T | undefined) => JSON.stringify(value);
  return {
    came: [...after].filter(([key]) => !before.has(key)),
    went: [...before].filter(([key]) => !after.has(key)),
    changed: [...after].flatMap(([key, to]) => {
      const from = before.get(key);
      return from === undefined || text(from) === text(to) ? [] : [{ key, from, to }];
    }),
  };
}
