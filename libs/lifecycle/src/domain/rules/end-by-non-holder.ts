import { mayEnd } from '../custody/possession.js';
import { spoken } from '../visibility/pseudonyms.js';
import type { StandingRule } from './outcome.js';

const TERMINAL = new Set(['DeviceDismantled', 'DeviceDestroyed', 'RecyclingCompleted']);

/** An end told by somebody who does not have the device: another one may have been meant (catalogue, P). */
export const endByNonHolder: StandingRule = (walk, event) => {
  if (!TERMINAL.has(event.type) || !event.stream.startsWith('device-') || mayEnd(walk, event)) return undefined;
  const { custody } = walk.journey;
  const holder = custody.state === 'held' ? spoken(custody.party) : 'another party';
  return {
    rule: 'not-the-holder',
    explanation: `${holder} has the device and has not released it to the sender. Report the missing hand-over, or retract this if another device was meant.`,
  };
};
