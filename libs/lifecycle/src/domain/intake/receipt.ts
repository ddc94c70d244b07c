import { findingId, type Receipt, type ReceiptAnomaly } from '#kernel';
import type { Journey } from '../journey.js';

const NONE: ReceiptAnomaly[] = [];

/**
 * What its sender is told of an event: its standing now, and the anomalies that it brings up (CONTRACTS R2). What was
 * `before` is only asked for where an anomaly is there to be new.
 */
export function receiptOf(
  eventId: string,
  before: () => Journey | undefined,
  after: Journey,
  deviceCreated: boolean,
): Receipt {
  const standing = after.entries.find(({ event }) => event.id === eventId)?.standing;
  const anomalies = newAnomalies(eventId, before, after);
  if (standing?.standing === 'set-aside') {
    const { rule, explanation } = standing;
    const told = anomalies.some((anomaly) => anomaly.rule === rule);
    const reason: ReceiptAnomaly = {
      id: findingId(rule, after.deviceId, [eventId]),
      rule,
      severity: 'high',
      explanation,
      evidence: [eventId],
    };
    return {
      outcome: 'quarantined',
      deviceId: after.deviceId,
      deviceCreated,
      anomalies: told ? anomalies : [reason, ...anomalies],
    };
  }
  const outcome = anomalies.length === 0 ? 'accepted' : 'accepted_with_anomaly';
  return { outcome, deviceId: after.deviceId, deviceCreated, anomalies };
}

function newAnomalies(eventId: string, before: () => Journey | undefined, after: Journey): ReceiptAnomaly[] {
  const about = after.anomalies.filter(({ evidence }) => evidence.includes(eventId));
  if (about.length === 0) return NONE;
  const known = new Set(before()?.anomalies.map(({ id }) => id));
  return about
    .filter(({ id }) => !known.has(id))
    .map(({ id, rule, severity, explanation, evidence }) => ({ id, rule, severity, explanation, evidence }));
}

/** A report on something that is no device: nothing judges it. */
export const plainReceipt = (): Receipt => ({ outcome: 'accepted', deviceCreated: false, anomalies: NONE });
