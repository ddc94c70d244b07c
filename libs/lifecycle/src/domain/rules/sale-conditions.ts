import type { RecordedEvent } from '#kernel';
import { mayBearData } from '../axes/media.js';
import { raise } from '../findings/raise.js';
import { textOf } from '../set/payload.js';
import { isPartner, type Walk } from '../walk/walk.js';

const STOPS_SALE = new Set(['lost', 'stolen', 'blocked', 'legal_hold', 'recalled', 'written_off']);

/** Failure cases 15 and 17: to a user with data on it, or under an alert. An erasure afterwards is no remedy. */
export function saleConditions(walk: Walk, event: RecordedEvent): void {
  const buyer = textOf(event.data, 'buyerRef');
  const toPartner = textOf(event.data, 'buyerKind') === 'trade' && buyer !== undefined && isPartner(buyer);
  if (!toPartner && mayBearData(walk)) {
    raise(walk, event, {
      rule: 'sold-with-data',
      severity: 'critical',
      explanation:
        'It went to a new user while data may have been on it. Report the erasure that was made before, or call it back; one made afterwards is no remedy.',
    });
  }
  const alerts = walk.journey.alerts.filter(({ kind }) => STOPS_SALE.has(kind));
  if (alerts.length > 0) {
    raise(walk, event, {
      rule: 'sold-under-alert',
      severity: 'high',
      explanation: `Sold while ${alerts.map(({ kind }) => kind.replaceAll('_', ' ')).join(' and ')}. Stop the delivery until that is settled.`,
      with: alerts.map(({ by }) => by),
    });
  }
}
