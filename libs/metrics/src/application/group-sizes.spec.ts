import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell, MeasureQuery, SubjectShares } from '#projections/domain';
import { GroupSizes, MIN_DEVICES } from './group-sizes.js';

const MEASURE = 'lives';
const PAGE = 7;
const MONTHS = ['2026-01', '2026-02'];
const COUNTRIES = ['DE', 'FR', null];

interface Said {
  device: number;
  month: string;
  country: string | null;
  model: string;
  amount: number;
}

/** Enough devices for a large group, and not for many. */
const said = fc.record({
  device: fc.nat(MIN_DEVICES + 8),
  month: fc.constantFrom(...MONTHS),
  country: fc.constantFrom(...COUNTRIES),
  model: fc.constantFrom('one', 'other'),
  amount: fc.oneof({ weight: 20, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(-1) }),
});

const cellOf = ({ month, country, model }: Said): Cell => ({
  measure: MEASURE,
  period: month,
  effectiveOn: '',
  dimensions: { model, ...(country === null ? {} : { country }) },
});
const nameOf = (device: number) => `d${String(device).padStart(3, '0')}`;

/** Answers from what was said, in short pages. */
class SaidDevices {
  looked = 0;

  constructor(private readonly all: readonly Said[]) {}

  async subjectShares(_: ReadonlySet<string>, after = '') {
    const byDevice = Map.groupBy(this.all, ({ device }) => nameOf(device));
    const names = [...byDevice.keys()].sort().filter((name) => name > after);
    const subjects: SubjectShares[] = names.slice(0, PAGE).map((deviceId) => ({
      deviceId,
      shares: (byDevice.get(deviceId) ?? []).map((one) => ({ cell: cellOf(one), amount: BigInt(one.amount) })),
    }));
    const last = subjects.at(-1)?.deviceId;
    return { subjects, ...(names.length > PAGE && last !== undefined ? { next: last } : {}) };
  }

  async subjects({ where, from = '', to = '9999' }: MeasureQuery) {
    this.looked += 1;
    const sums = new Map<string, bigint>();
    for (const one of this.all) {
      const isIn = one.month >= from && one.month <= to && (where.country ?? COUNTRIES).includes(one.country);
      if (isIn) sums.set(nameOf(one.device), (sums.get(nameOf(one.device)) ?? 0n) + BigInt(one.amount));
    }
    return { subjects: [...sums].map(([deviceId, amount]) => ({ deviceId, amount, because: [] })) };
  }
}

const population = { measure: MEASURE, where: {}, groupBy: ['country'] };
const groups = new Map(
  MONTHS.flatMap((month) =>
    COUNTRIES.map((country): [string, MeasureQuery] => [
      `${country} ${month}`,
      { measure: MEASURE, where: { country: [country] }, groupBy: [], from: month, to: month },
    ]),
  ),
);
const keysOf = ({ period, dimensions }: Pick<Cell, 'period' | 'dimensions'>) => [
  `${dimensions.country ?? null} ${period}`,
];

describe('sizes of groups', () => {
  it('are those that a look at each group by itself finds, however many devices are seen together', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(said, { minLength: 60, maxLength: 250 }),
        fc.constantFrom(0, PAGE, 1_000),
        async (all, seenMax) => {
          const devices = new SaidDevices(all);
          const found = await new GroupSizes(devices, [population], seenMax).largeAmong(population, groups, keysOf);
          const expected = new Set<string>();
          for (const [key, query] of groups) {
            const { subjects } = await devices.subjects(query);
            if (subjects.filter(({ amount }) => amount > 0n).length >= MIN_DEVICES) expected.add(key);
          }
          expect(found).toEqual(expected);
        },
      ),
    );
  });

  it('need no look at single groups where all devices were seen', async () => {
    const all = Array.from({ length: MIN_DEVICES }, (_, device) => ({
      ...{ device, month: '2026-01', country: 'DE', model: 'one', amount: 1 },
    }));
    const devices = new SaidDevices(all);
    const sizes = new GroupSizes(devices, [population]);
    expect(await sizes.largeAmong(population, groups, keysOf)).toEqual(new Set(['DE 2026-01']));
    expect(devices.looked).toBe(0);
  });
});
