import { describe, expect, it } from '@jest/globals';
import type { Reader } from '#lifecycle/domain';
import { AUDITORS } from './audience.js';
import type { About, FeedMessage } from './feed.js';
import { selects } from './subscription.js';

const message = (about: About, audience?: string): FeedMessage => ({
  id: '1',
  type: 't',
  subject: 's',
  time: '',
  recordedAt: '',
  key: 'k',
  about,
  ...(audience === undefined ? {} : { audience }),
  data: {},
});
const graded = message({ type: 'GradeAssigned', devices: ['d1', 'd2'] });
const value = message({ metric: 'lives', dimensions: { partner: 'refit' } });

const refit: Reader = { id: 'refit', roles: ['refurbisher'] };
const other: Reader = { id: 'other', roles: ['refurbisher'] };
const auditor: Reader = { id: 'audit', roles: ['auditor'] };

describe('a selection', () => {
  it('that names nothing wants everything', () => {
    expect([graded, value].map((each) => selects({}, refit, each))).toEqual([true, true]);
  });

  it('never reaches what is for another partner', () => {
    const own = message({ type: 'GradeAssigned' }, 'refit');
    expect([selects({}, refit, own), selects({}, other, own)]).toEqual([true, false]);
  });

  it('brings auditors what is for them, and not once more what is for each partner', () => {
    const whole = message({ type: 'AnomalyRaised' }, AUDITORS);
    const own = message({ type: 'AnomalyRaised' }, 'refit');
    expect([selects({}, auditor, whole), selects({}, auditor, own), selects({}, refit, whole)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('chooses events by type and by any device that they are about', () => {
    expect(selects({ types: ['GradeAssigned'], devices: ['d2'] }, refit, graded)).toBe(true);
    expect(selects({ types: ['DeviceResold'] }, refit, graded)).toBe(false);
    expect(selects({ devices: ['d3'] }, refit, graded)).toBe(false);
  });

  it('chooses values by metric and dimension; types and devices say nothing about them', () => {
    expect(selects({ metrics: ['lives'], dimensions: { partner: 'refit' } }, refit, value)).toBe(true);
    expect(selects({ metrics: ['returnRate'] }, refit, value)).toBe(false);
    expect(selects({ dimensions: { partner: 'other' } }, refit, value)).toBe(false);
    expect(selects({ devices: ['d1'], types: ['GradeAssigned'] }, refit, value)).toBe(true);
  });
});
