import { raise } from '../findings/raise.js';
import { assignedBy } from '../set/contests.js';
import type { Walk } from '../walk/walk.js';

/** Identifiers that this device and another one both claim, for want of a ruling (CONTRACTS I6). */
export function noteContests(walk: Walk): void {
  const { journey, history } = walk;
  for (const { identifier, since, resolved } of history.contests) {
    const open = journey.identifiers.some(
      (interval) => interval.identifier === identifier && interval.until === undefined,
    );
    if (resolved !== undefined || !open) continue;
    journey.contested.push(identifier);
    const claims = history.events.filter((event) => assignedBy(event).includes(identifier));
    const claim = claims.find(({ metadata }) => metadata.instant >= since) ?? claims.at(-1);
    if (claim === undefined) continue;
    raise(walk, claim, {
      rule: 'identifier-contested',
      severity: 'high',
      explanation: `${identifier} is claimed by another device as well. Compare the two; an operator says whose it is, merges them or splits reports off.`,
      about: identifier,
    });
  }
}
