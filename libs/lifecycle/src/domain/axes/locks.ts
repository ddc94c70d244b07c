import type { JsonObject, RecordedEvent } from '#kernel';
import type { Journey } from '../journey.js';
import { objectsOf, textOf } from '../set/payload.js';
import type { Axis, Walk } from '../walk/walk.js';

type LockState = Journey['locks'][number]['state'];

const isLockState = (text: string | undefined): text is LockState =>
  text === 'locked' || text === 'unlocked' || text === 'unknown';

function observe(walk: Walk, event: RecordedEvent, lock: JsonObject): void {
  const kind = textOf(lock, 'kind');
  const state = textOf(lock, 'state');
  if (kind !== undefined && isLockState(state)) setLock(walk, event, kind, state);
}

export function setLock(walk: Walk, event: RecordedEvent, kind: string, state: LockState): void {
  const { locks } = walk.journey;
  const at = event.metadata.instant;
  const known = locks.find((lock) => lock.kind === kind);
  if (known === undefined) locks.push({ kind, state, at });
  else Object.assign(known, { state, at });
}

/** Activation, FRP, MDM, SIM, BIOS and finance locks, each as observed last. */
export const locks: Axis = {
  LockStateObserved: (walk, event) => observe(walk, event, event.data),
  DiagnosticsReported: (walk, event) => {
    for (const lock of objectsOf(event.data, 'locks')) observe(walk, event, lock);
  },
};
