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
}

const LOST = new Set(['lost']);
const STOLEN = new Set(['stolen', 'lost_or_stolen']);
const BLOCKED = new Set(['fraud', 'blocked', 'blacklisted', 'listed', 'prohibited', 'faulty']);
const CLEAN = new Set(['clean', 'clear', 'not_listed', 'allowed']);

/** A register's answer: lost, stolen and blocked are alerts, an unpaid contract is a lock. */
function blocklistChecked(walk: Walk, event: RecordedEvent): void {
  const words = [textOf(event.data, 'result'), textOf(event.data, 'reason')]
    .filter((word) => word !== undefined)
    .map((word) => word.toLowerCase());
  const says = (among: ReadonlySet<string>) => words.some((word) => among.has(word));
  if (words.includes('finance')) setLock(walk, event, 'finance', 'locked');
  else if (says(STOLEN)) raiseAlert(walk, event, 'stolen');
  else if (says(LOST)) raiseAlert(walk, event, 'lost');
  else if (says(BLOCKED)) raiseAlert(walk, event, 'blocked');
  else if (says(CLEAN)) clear(walk, 'blocked');
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
  RecallIssued: (walk, event) => raiseAlert(walk, event, 'recalled'),
  RecallResolved: (walk) => clear(walk, 'recalled'),
};
