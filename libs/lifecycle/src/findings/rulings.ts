import { isoOf } from '#kernel';
import type { Journey } from '../domain/journey.js';
import { isResolution } from '../domain/set/decisions.js';
import { textOf } from '../domain/set/payload.js';

/** What a person decided about a finding that no journey has by itself. */
export interface Ruling {
  findingId: string;
  /** Device on which it was said: its journey keeps the decision. */
  deviceId: string;
  resolution: 'confirmed' | 'rejected' | 'dismissed';
  by: string;
  at: string;
  eventId: string;
}

/** Decisions on findings across devices, which say what they are about; of one finding the last stands. */
export function rulingsOf({ entries, deviceId }: Journey): Ruling[] {
  const rulings = new Map<string, Ruling>();
  for (const { event, standing } of entries) {
    if (event.type !== 'AnomalyResolved' || standing.standing !== 'counted') continue;
    const findingId = textOf(event.data, 'anomalyId');
    const resolution = textOf(event.data, 'resolution');
    if (textOf(event.data, 'about') === undefined || findingId === undefined || !isResolution(resolution)) continue;
    rulings.set(findingId, {
      findingId,
      deviceId,
      resolution,
      by: event.recordedBy,
      at: isoOf(event.metadata.instant),
      eventId: event.id,
    });
  }
  return [...rulings.values()];
}

/** Said on several devices of one finding, the last word stands. */
export const lastRuling = (rulings: readonly Ruling[]): Ruling | undefined =>
  [...rulings].sort((a, b) => (a.at === b.at ? (a.eventId < b.eventId ? -1 : 1) : a.at < b.at ? -1 : 1)).at(-1);
