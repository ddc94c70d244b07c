import type { RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import type { Walk } from '../walk/walk.js';

/** CONTRACTS I4: the report named identifiers of several devices; it stays with the strongest one's. */
export function identityConflict(walk: Walk, event: RecordedEvent): void {
  const { conflicts } = event.metadata;
  if (conflicts === undefined) return;
  const { members } = walk.journey;
  const open = conflicts.filter(({ deviceId }) => !members.includes(deviceId));
  if (open.length === 0) return;
  raise(walk, event, {
    rule: 'identity-conflict',
    severity: 'high',
    explanation: `${open.map(({ identifier }) => identifier).join(' and ')} belong to other devices (${open.map(({ deviceId }) => deviceId).join(', ')}). If they are one, an operator merges them; if not, correct the report.`,
  });
}
