import { findingId, type Receipt, type ReceiptAnomaly } from '#kernel';
import type { Anomaly, Journey, Standing } from '../journey.js';

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
  const known = () => new Set(before()?.anomalies.map(({ id }) => id));
  const anomalies = newAnomalies(eventId, known, after.anomalies);
  return receiptFor(eventId, { deviceId: after.deviceId, deviceCreated, standing, anomalies });
}

/** Those about the event whose ids were not known before it. */
export function newAnomalies(
  eventId: string,
  known: () => ReadonlySet<string>,
  anomalies: readonly Anomaly[],
): ReceiptAnomaly[] {
  const about = anomalies.filter(({ evidence }) => evidence.includes(eventId));
  if (about.length === 0) return NONE;
  const before = known();
  return about
    .filter(({ id }) => !before.has(id))
    .map(({ id, rule, severity, explanation, evidence }) => ({ id, rule, severity, explanation, evidence }));
}

interface Told {
  deviceId: string;
  deviceCreated: boolean;
  standing: Standing | undefined;
  anomalies: ReceiptAnomaly[];
}

export function receiptFor(eventId: string, { deviceId, deviceCreated, standing, anomalies }: Told): Receipt {
  if (standing?.standing !== 'set-aside') {
    const outcome = anomalies.length === 0 ? 'accepted' : 'accepted_with_anomaly';
    return { outcome, deviceId, deviceCreated, anomalies };
  }
  const { rule, explanation } = standing;
  const told = anomalies.some((anomaly) => anomaly.rule === rule);
  const reason: ReceiptAnomaly = {
    id: findingId(rule, deviceId, [eventId]),
    rule,
    severity: 'high',
    explanation,
    evidence: [eventId],
  };
  return {
    outcome: 'quarantined',
    deviceId,
    deviceCreated,
    anomalies: told ? anomalies : [reason, ...anomalies],
  };
}

/** A report on something that is no device: nothing judges it. */
export const plainReceipt = (): Receipt => ({ outcome: 'accepted', deviceCreated: false, anomalies: NONE });
