import type { PlacedEvent } from '../domain/index.js';

/** Devices whose journeys are in memory at once, each before and after its event. */
const DEVICES_AT_ONCE = 500;

/** Some of the devices that an event touches. */
export interface Share {
  placed: PlacedEvent;
  devices: readonly string[];
  /** They are all that it touches. */
  whole: boolean;
}

/**
 * The events in their order with the devices that they touch, in lots that hold few enough devices. Only an event that
 * touches more than a lot holds is shared out: what becomes of merged devices is told by both together.
 */
export function* inShares(
  events: readonly PlacedEvent[],
  touched: readonly (readonly string[])[],
  atOnce = DEVICES_AT_ONCE,
): Generator<Share[]> {
  let [lot, room]: [Share[], number] = [[], atOnce];
  for (const [index, placed] of events.entries()) {
    const devices = touched[index] ?? [];
    const whole = devices.length <= atOnce;
    let from = 0;
    do {
      if (lot.length > 0 && Math.min(devices.length - from, atOnce) > room) {
        yield lot;
        [lot, room] = [[], atOnce];
      }
      const share = devices.slice(from, from + atOnce);
      lot.push({ placed, devices: share, whole });
      room -= share.length;
      from += atOnce;
    } while (from < devices.length);
  }
  if (lot.length > 0) yield lot;
}
