import type { RecordedEvent } from '#kernel';
import { textOf } from '../set/payload.js';
import type { Axis, Walk } from '../walk/walk.js';
import { setLock } from './locks.js';

function raiseAlert(walk: Walk, event: RecordedEvent, kind: string): void {
  const { alerts } = walk.journey;
  if (!alerts.some((alert) => alert.kind === kind)) {
    alerts.push({ kind, since: event.metadata.instant, by: event.id });
  }
}

function clear(walk: Walk, ...kinds: string[]): void {
  walk.journey.alerts = walk.journey.alerts.filter(({ kind }) => !kinds.includes(kind));
  for (const kind of kinds) walk.memory.registers.delete(kind);
}

const BY_RESULT: Readonly<Record<string, string>> = {
  lost: 'lost',
  stolen: 'stolen',
  fraud: 'blocked',
  blocked: 'blocked',
};

/** A register's answer: an alert of that register until the same one says clean; an unpaid contract is a lock. */
function blocklistChecked(walk: Walk, event: RecordedEvent): void {
  const register = textOf(event.data, 'register') ?? '';
  const result = textOf(event.data, 'result') ?? 'unknown';
  const { registers } = walk.memory;
  const kind = BY_RESULT[result];
  if (kind !== undefined) {
    if (!walk.journey.alerts.some((alert) => alert.kind === kind)) registers.set(kind, register);
    raiseAlert(walk, event, kind);
  } else if (result === 'finance') setLock(walk, event, 'finance', 'locked');
  else if (result === 'clean') {
    const own = [...registers].filter(([, by]) => by === register).map(([alert]) => alert);
    clear(walk, ...own);
    if (walk.journey.locks.some((lock) => lock.kind === 'finance')) setLock(walk, event, 'finance', 'unlocked');
  }
}

function recallIssued(walk: Walk, event: RecordedEvent): void {
  const name = event.metadata.addressedBy.find((text) => text.startsWith('recall:')) ?? event.id;
  walk.memory.recalls.add(name);
  raiseAlert(walk, event, 'recalled');
}

/** Ends the recall that it names, all that are open if it names none; the alert stays while another is open. */
function recallResolved(walk: Walk, event: RecordedEvent): void {
  const { recalls } = walk.memory;
  const ref = textOf(event.data, 'recallRef');
  for (const name of recalls) if (ref === undefined || name === ref || name.endsWith(`:${ref}`)) recalls.delete(name);
  if (recalls.size === 0) clear(walk, 'recalled');
}

/** What blocks a sale, not a history. */
export const alerts: Axis = {
  DeviceReportedLost: (walk, event) => raiseAlert(walk, event, 'lost'),
  DeviceReportedStolen: (walk, event) => raiseAlert(walk, event, 'stolen'),
  DeviceFound: (walk) => clear(walk, 'lost', 'stolen', 'written_off'),
  DeviceWrittenOff: (walk, event) => raiseAlert(walk, event, 'written_off'),
  BlocklistChecked: blocklistChecked,
  HoldPlaced: (walk, event) => {
    if (textOf(event.data, 'reason') === 'legal') raiseAlert(walk, event, 'legal_hold');
  },
  HoldReleased: (walk, event) => {
    if (textOf(event.data, 'reason') === 'legal') clear(walk, 'legal_hold');
  },
  RecallIssued: recallIssued,
  RecallResolved: recallResolved,
};
