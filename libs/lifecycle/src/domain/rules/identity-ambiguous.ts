import { ABOUT_IDENTITY } from '../set/contests.js';
import { isPlatformRegistration } from '../set/order.js';
import type { SetAside, StandingRule } from './outcome.js';

/**
 * CONTRACTS I6: a report by nothing but an identifier that two devices claim may be about either of them. It counts
 * once the contest is resolved for this device; an operator may also split it off to the other. What operators say
 * about the identity itself means the device in whose stream it lies.
 */
export const identityAmbiguous: StandingRule = ({ history }, event) => {
  const { contests, attribution } = history;
  const { addressedBy, ambiguous, instant } = event.metadata;
  if (ABOUT_IDENTITY.has(event.type)) return undefined;
  if (ambiguous !== undefined && attribution.movedBy(event) === undefined) return severalDevices(ambiguous);
  if (contests.length === 0 || addressedBy.length === 0 || isPlatformRegistration(event)) return undefined;
  if (attribution.movedBy(event) !== undefined) return undefined;
  const unclear = addressedBy.every((text) =>
    contests.some(({ identifier, since, resolved }) => identifier === text && instant > since && resolved !== 'ours'),
  );
  if (!unclear) return undefined;
  return {
    rule: 'identity-ambiguous',
    explanation: `${addressedBy.join(' and ')} may mean this device or another one that claims it. An operator resolves the contest or splits the report off.`,
  };
};

/** CONTRACTS I3: hints of one partner that fit several devices say which one only together with a person. */
const severalDevices = (devices: readonly string[]): SetAside => ({
  rule: 'identity-ambiguous',
  explanation: `What it was addressed by fits ${devices.length} devices: ${devices.join(', ')}. An operator releases it here or splits it off; or send it again with an identifier of its own.`,
});
