import { describe, expect, it } from '@jest/globals';
import type { CycleOutcome, Journey, PartChange } from '#lifecycle/domain';
import { aCycle, aJourney, aLife, aSale, at, MemoryMeasures } from '../testing/index.js';
import { vectors } from '../testing/metric-vectors.js';
import { MetricQuery } from './metric-query.service.js';
import type { MetricRequest, MetricRow } from './metric-request.js';

const { kpi } = vectors;

/** `count` devices with the same story. */
const times = (count: number, story: () => Partial<Journey>): Journey[] =>
  Array.from({ length: count }, () => aJourney(story()));

async function rowsOf(journeys: Journey[], request: Omit<MetricRequest, 'scope'>): Promise<MetricRow[]> {
  const measures = new MemoryMeasures(journeys, '2026-12-31');
  const answer = await new MetricQuery(measures, measures).query({
    period: 'year',
    ...request,
    scope: { kind: 'all' },
  });
  if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer.errors));
  return answer.rows;
}

const valuesOf = async (journeys: Journey[], request: Omit<MetricRequest, 'scope'>) =>
  (await rowsOf(journeys, request)).map(({ value }) => value);

const ended = (outcome: CycleOutcome) => () => ({
  cycles: [aCycle('2026-02-01', { outcome, outcomePartner: 'refurb' })],
});
const lives = (count: number) => () => ({
  lives: Array.from({ length: count }, (_, index) => aLife(index + 1, `202${index}-03-01`, `202${index}-03-31`)),
});

describe('worked examples through journeys', () => {
  it('refurb yield, scrap rate and harvest rate', async () => {
    const { refurbished, closed } = kpi.refurb_yield!.in;
    const [recycled, harvested] = [kpi.scrap_rate!.in.recycled, kpi.harvest_rate!.in.harvested];
    const journeys = [
      ...times(refurbished!, ended('refurbished')),
      ...times(recycled!, ended('recycled')),
      ...times(harvested!, ended('harvested')),
    ];
    const rows = await rowsOf(journeys, { name: 'cycleOutcomes' });
    expect(journeys).toHaveLength(closed!);
    expect(Object.fromEntries(rows.map(({ dimensions, value }) => [dimensions.outcome, value]))).toEqual({
      refurbished: kpi.refurb_yield!.out,
      recycled: kpi.scrap_rate!.out,
      harvested: kpi.harvest_rate!.out,
    });
  });

  it('first-pass yield', async () => {
    const { passedFirst, finalTested } = kpi.first_pass_yield!.in;
    const tested = (passed: boolean) => () => ({
      cycles: [
        aCycle('2026-02-01', { firstFinalTest: { eventId: 't', partner: 'lab', at: at('2026-02-09'), passed } }),
      ],
    });
    const journeys = [...times(passedFirst!, tested(true)), ...times(finalTested! - passedFirst!, tested(false))];
    expect(await valuesOf(journeys, { name: 'firstPassYield' })).toEqual([kpi.first_pass_yield!.out]);
  });

  it('grade distribution', async () => {
    const { in: given, out } = kpi.grade_distribution;
    const journeys = Object.entries(given).flatMap(([code, count]) =>
      times(count, () => ({ sales: [aSale('2026-02-01', { grade: { scheme: 's', schemeVersion: '1', code } })] })),
    );
    const rows = await rowsOf(journeys, { name: 'gradeDistribution' });
    expect(Object.fromEntries(rows.map(({ dimensions, value }) => [dimensions.grade, value]))).toEqual(out);
  });

  it('grade dispute', async () => {
    const { disputed, sold } = kpi.grade_dispute!.in;
    const back = { at: at('2026-02-09'), eventId: 'back', reasonScheme: 'backmarket', inWindow: true };
    const sale = (reasonCode?: string) => () => ({
      sales: [
        aSale('2026-02-01', {
          grade: { scheme: 's', schemeVersion: '1', code: 'B' },
          ...(reasonCode === undefined ? {} : { returned: { ...back, reasonCode } }),
        }),
      ],
    });
    const journeys = [...times(disputed!, sale('21')), ...times(9, sale('1')), ...times(sold! - disputed! - 9, sale())];
    const [row] = await rowsOf(journeys, { name: 'gradeDisputeRate', by: ['grade'] });
    expect([row?.dimensions.grade, row?.value, row?.denominator]).toEqual(['B', kpi.grade_dispute!.out, sold]);
  });

  it('reused-part share, by count and by the mass that is known', async () => {
    const { reused, installed } = kpi.reused_part_share!.in;
    const part = (origin: PartChange['origin'], massMg?: number) => () => ({
      parts: [
        { eventId: 'p', at: at('2026-02-01'), partner: 'refurb', change: 'installed', slot: 'display', origin, massMg },
      ] as PartChange[],
    });
    const journeys = [
      ...times(reused! - 1, part('harvested', 10_000)),
      ...times(1, part('used_genuine')),
      ...times(installed! - reused!, part('new_oem', 20_000)),
    ];
    expect(await valuesOf(journeys, { name: 'reusedPartShare' })).toEqual([kpi.reused_part_share!.out]);
    const rows = await rowsOf(journeys, { name: 'reusedPartMassShare' });
    expect(rows[0]).toMatchObject({ numerator: 110_000, denominator: 1_470_000, coverage: { known: 79, unknown: 1 } });
  });

  it('part recovery', async () => {
    const { passed, donors } = kpi.part_recovery!.in;
    const donor = (parts: number) => () => ({
      cycles: [aCycle('2026-02-01', { outcome: 'harvested' as const, outcomePartner: 'refurb' })],
      parts: Array.from(
        { length: parts + 1 },
        (_, index): PartChange => ({
          eventId: `p${index}`,
          at: at('2026-02-03'),
          partner: 'refurb',
          change: 'removed',
          slot: 'display',
          disposition: 'reuse',
          testedOk: index < parts,
        }),
      ),
    });
    const journeys = [...times(donors! - 10, donor(3)), ...times(10, donor(4))];
    const [row] = await rowsOf(journeys, { name: 'partRecovery' });
    expect([row?.numerator, row?.denominator, row?.value]).toEqual([passed, donors, kpi.part_recovery!.out]);
  });

  it('turnaround', async () => {
    const { in: hours, out } = kpi.turnaround_hours;
    const journeys = hours.map((count) => {
      const [from, receivedBy] = [at('2026-02-01'), 'r'];
      const readyAt = from + count * 3_600_000_000;
      return aJourney({
        cycles: [
          aCycle('2026-02-01', {
            visits: [{ partner: 'p', from, precision: 'second', receivedBy, readyAt, heldFor: 0 }],
          }),
        ],
      });
    });
    expect(await valuesOf(journeys, { name: 'turnaround' })).toEqual([out.p50 * 60, out.p90 * 60]);
  });

  it('return rate', async () => {
    const { returned, delivered } = kpi.return_rate!.in;
    const sold = (inWindow: boolean) => () => {
      const deliveredAt = at('2026-03-01');
      const back = inWindow ? { returned: { at: at('2026-03-09'), eventId: 'back', inWindow } } : {};
      return { sales: [aSale('2026-02-27', { deliveredAt, ...back })] };
    };
    const journeys = [...times(returned!, sold(true)), ...times(delivered! - returned!, sold(false))];
    expect(await valuesOf(journeys, { name: 'returnRate' })).toEqual([kpi.return_rate!.out]);
  });

  it('average number of lives', async () => {
    const { in: given, out } = kpi.average_lives!;
    const journeys = Object.entries(given).flatMap(([count, devices]) => times(devices, lives(Number(count))));
    const [last] = (await valuesOf(journeys, { name: 'averageLives' })).slice(-1);
    expect(last).toBe(out);
  });

  it('life extension', async () => {
    const { in: given, out } = kpi.life_extension_years!;
    const openedAt = at('2024-01-01');
    const closedAt = openedAt + given.days! * 86_400_000_000;
    const journey = aJourney({
      lives: [aLife(1, '2020-01-01', '2020-01-31'), aLife(2, '2024-01-01', '2024-01-31', { closedAt })],
    });
    const values = await rowsOf([journey], { name: 'lifeExtension' });
    const seconds = values.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0);
    expect(Math.round((seconds / (given.daysPerYear! * 86_400)) * 1e6) / 1e6).toBe(out);
    expect(values.map(({ period }) => period)).toEqual(['2024', '2025']);
  });

  it('custody coverage', async () => {
    const { confirmed, legs } = kpi.custody_coverage!.in;
    const leg = (state: 'confirmed' | 'one_sided') => () => ({
      legs: [{ from: 'partner:a', to: 'partner:b', kind: 'partner' as const, state, acceptedAt: at('2026-04-01') }],
    });
    const journeys = [...times(confirmed!, leg('confirmed')), ...times(legs! - confirmed!, leg('one_sided'))];
    expect(await valuesOf(journeys, { name: 'custodyCoverage' })).toEqual([kpi.custody_coverage!.out]);
    const byState = await rowsOf(journeys, { name: 'custodyCoverage', by: ['state'] });
    expect(byState.map(({ dimensions, numerator }) => [dimensions.state, numerator])).toEqual([
      ['confirmed', 985],
      ['one_sided', 15],
    ]);
  });

  it('erasure coverage', async () => {
    const { verified, left } = kpi.erasure_coverage!.in;
    const departure = { eventId: 'd', at: at('2026-03-05'), cycle: 1, holder: 'p', dataBearing: true, verified: true };
    const journeys = times(verified!, () => ({ departures: [{ ...departure, inventoryUnknown: false }] }));
    const [row] = await rowsOf(journeys, { name: 'erasureCoverage' });
    expect([row?.value, row?.denominator]).toEqual([kpi.erasure_coverage!.out, left]);
  });

  it('e-waste diverted, whose example counts a sale for each refurbishment', async () => {
    const { in: given, out } = kpi.ewaste_diverted_kg!;
    const sold = times(given.refurbPasses!, () => ({
      sales: [aSale('2026-02-01')],
      lives: [aLife(2, '2026-02-01', '2026-03-03')],
    }));
    const part: PartChange = {
      eventId: 'p',
      at: at('2026-02-01'),
      partner: 'refurb',
      change: 'installed',
      slot: 'display',
      origin: 'harvested',
      partId: 'd1',
      massMg: 200_000,
    };
    const repaired = times(given.partsKg! / 0.2, () => ({ parts: [part] }));
    expect(await valuesOf([...sold, ...repaired], { name: 'ewasteDiverted' })).toEqual([out]);
  });
});
