import { describe, expect, it } from '@jest/globals';
import type { Journey, Leg } from '#lifecycle/domain';
import { custodyChanges } from './custody-changes.js';
import type { JourneyStep } from './journey-step.js';

type Ends = Pick<Leg, 'releasedBy' | 'acceptedBy'>;

/** What is told of legs when they come to be others. */
function told(before: readonly Ends[], after: readonly Ends[]): string[] {
  const journeyOf = (legs: readonly Ends[]) =>
    ({
      deviceId: 'd',
      custody: { state: 'unknown' },
      legs: legs.map((ends) => ({ from: 'partner:a', to: 'partner:b', kind: 'partner', state: 'open', ...ends })),
      gaps: [],
    }) as unknown as Journey;
  const step = { before: [journeyOf(before)], after: [journeyOf(after)] } as unknown as JourneyStep;
  return custodyChanges(step).map(({ type, data }) => `${type} ${data.releasedBy ?? '-'} ${data.acceptedBy ?? '-'}`);
}

describe('a leg', () => {
  it('has changed when its other end is reported, whichever was first', () => {
    expect(told([{ releasedBy: 'R' }], [{ releasedBy: 'R', acceptedBy: 'A' }])).toEqual(['CustodyLegChanged R A']);
    expect(told([{ acceptedBy: 'A' }], [{ releasedBy: 'R', acceptedBy: 'A' }])).toEqual(['CustodyLegChanged R A']);
  });

  it('has changed when one of its ends is taken back', () => {
    const whole = { releasedBy: 'R', acceptedBy: 'A' };
    expect(told([whole], [{ releasedBy: 'R' }])).toEqual(['CustodyLegChanged R -']);
    expect(told([whole], [{ acceptedBy: 'A' }])).toEqual(['CustodyLegChanged - A']);
  });

  it('is withdrawn when none of its ends is left', () => {
    expect(told([{ acceptedBy: 'A' }], [])).toEqual(['CustodyLegWithdrawn - A']);
    expect(told([{ acceptedBy: 'A' }, {}], [{ acceptedBy: 'A' }])).toEqual(['CustodyLegWithdrawn - -']);
    expect(told([{ releasedBy: 'R' }, { acceptedBy: 'A' }], [{ releasedBy: 'R' }])).toEqual([
      'CustodyLegWithdrawn - A',
    ]);
  });

  it('stays where it is when another one is matched with the end that it had', () => {
    expect(
      told([{ releasedBy: 'R1', acceptedBy: 'A' }], [{ releasedBy: 'R1' }, { releasedBy: 'R2', acceptedBy: 'A' }]),
    ).toEqual(['CustodyLegChanged R2 A', 'CustodyLegChanged R1 -']);
  });
});
