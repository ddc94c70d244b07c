import { expect, it } from '@jest/globals';
import type { Leg } from '#lifecycle/domain';
import { aJourney, at, evaluated, told } from '../../testing/index.js';
import { vectors } from '../../testing/metric-vectors.js';

const leg = (state: Leg['state'], story: Partial<Leg> = {}): Leg => ({
  from: 'partner:a',
  to: 'partner:b',
  kind: 'partner',
  state,
  ref: 'S-1',
  ...(state === 'one_sided' ? {} : { releasedAt: at('2026-03-30') }),
  ...(state === 'open' ? {} : { acceptedAt: at('2026-04-02') }),
  ...story,
});
const times = (count: number, one: Leg) => aJourney({ legs: Array.from({ length: count }, () => one) });
const { in: lists = {}, out } = vectors.kpi.serial_match ?? {};
const { matched = 0, manifest = 0, received = 0 } = lists;

it('sets what was announced and came against the longer list', async () => {
  const units = [
    times(matched, leg('confirmed')),
    times(manifest - matched - 1, leg('open')),
    times(1, leg('rejected')),
    times(received - matched, leg('one_sided', { acceptedAt: at('2026-04-02') })),
  ];
  const [row] = await evaluated(units, 'serialMatchRate', { by: ['partner'] });
  expect(row).toMatchObject({ dimensions: { partner: 'b' }, value: out, numerator: matched, denominator: manifest });
});

it('waits thirty days for what is on its way', async () => {
  const units = [times(1, leg('open')), times(1, leg('confirmed'))];
  const before = await evaluated(units, 'serialMatchRate', { evaluationDay: '2026-04-28' });
  expect(before).toMatchObject([{ value: 1 }, { dimensions: { unknown: 'on-its-way' }, numerator: 1 }]);
  expect(await told(units, 'serialMatchRate', { evaluationDay: '2026-04-29' })).toEqual(['0.5']);
});

it.each<Partial<Leg>>([{ kind: 'consumer' }, { state: 'inferred' }, { state: 'contested' }])(
  'leaves out %j',
  async (story) => {
    expect(await told([times(1, leg('confirmed', story))], 'serialMatchRate')).toEqual([]);
  },
);

it('leaves out what names no shipment', async () => {
  const { ref: _, ...unnamed } = leg('confirmed');
  expect(await told([times(1, unnamed)], 'serialMatchRate')).toEqual([]);
});
