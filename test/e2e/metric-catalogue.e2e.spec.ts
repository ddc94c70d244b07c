import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, type Row } from './desk.js';
import { until } from './until.js';
import { wholeLife } from './whole-life.js';

let app: RunningApp;
let auditor: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  auditor = await Desk.open(app, 'watch', ['auditor']);
  await wholeLife(app);
  await until(
    () => rows('consumerCustodyCoverage?period=year'),
    (all) => all.length === 3 && all[1]?.denominator === 5,
  );
});
afterAll(() => app.close());

const rows = async (question: string): Promise<Row[]> => (await auditor.get(`/v1/metrics/${question}`)).body.rows;

/** `period dimensions value` of every row, the unknown ones by their count. */
async function told(question: string): Promise<string[]> {
  return (await rows(question)).map(({ period, dimensions: { unknown, ...group }, value, numerator }) => {
    const text = [period, ...Object.values(group)].join(' ');
    return unknown === undefined ? `${text} ${value}` : `${text} ${unknown}: ${numerator}`;
  });
}

describe('a phone’s whole life and a return', () => {
  it.each([
    ['declaredAgainstAssessedGrade', ['2022 worse 1']],
    ['timeToDelivery', ['2022 carrier p50 2340', '2022 carrier p90 2340', '2022 paid p50 4500', '2022 paid p90 4500']],
    ['onTimeDispatch', ['2022 1']],
    ['returnReasons', ['2022 backmarket 21 1']],
    ['warrantyClaimRate', ['2020 0', '2022 0', '2022 no-warranty-reported: 1']],
    ['erasureCertificateRate', ['2022 1']],
    ['oneSidedCustodyShare', ['2022 0']],
    ['inferredCustodyShare', ['2022 0']],
    ['contestedCustodyShare', ['2022 0']],
    ['consumerCustodyCoverage', ['2020 0', '2022 0.2', '2024 0']],
    ['serialMatchRate', ['2022 1']],
    ['wasteDiverted', ['2024 recycling 0.12']],
    ['wasteDisposed', ['2024 energy_recovery 0.03', '2024 landfill 0.03']],
    ['wasteDiversionRate', ['2024 0.666667']],
    ['weeeRecoveryRate', ['2024 0.833333']],
    ['fleetEwasteRecyclingRate', ['2024 no-sales-in-one-of-the-three-years-before: 1']],
    ['lifetimeRatio', ['2024 1.334246']],
    ['reusedContentInflow', ['2020 0', '2022 0.9']],
    ['recycledContentInflow', ['2020 0.2', '2022 0.05']],
    ['renewableContentInflow', ['2020 0.01', '2022 0', '2022 renewable-content-not-declared: 1']],
    ['reusedOutflow', ['2022 1', '2024 0']],
    ['recycledOutflow', ['2022 0', '2024 0.666667']],
    ['renewableEnergyShare', ['2022 0.7']],
    ['declaredRepairability', ['2020 EU 2023/1669 3.7975']],
    ['declaredRepairClasses', ['2020 EU 2023/1669 B 1']],
    ['calculatedRepairability', ['2020 3.7975']],
    ['calculatedRepairClasses', ['2020 B 1']],
  ])('%s', async (name, expected) => {
    expect(await told(`${name}?period=year`)).toEqual(expected);
  });

  it('has one material circularity, as a scorecard with its data and bounds', async () => {
    const all = await rows('materialCircularityIndicator?by=partner');
    const score = (name: string) => all.find(({ dimensions }) => dimensions.score === name);
    const [mass, recycled, toRecycling, discarded] = [0.198, 0.045, 0.138, 0.06];
    const [lostFeedstock, lostRecycling] = [(recycled * 0.2) / 0.8, toRecycling * 0.3];
    const waste = discarded + (lostFeedstock + lostRecycling) / 2;
    const linearFlow = (mass - recycled + waste) / (2 * mass + (lostFeedstock - lostRecycling) / 2);
    const utility = (2 * 731) / 365.25 / 3;
    expect(score('utilityFactor')?.value).toBeCloseTo(utility, 5);
    expect(score('recycledContent')).toMatchObject({ numerator: recycled, denominator: mass });
    expect(score('linearFlowIndex')?.value).toBeCloseTo(linearFlow, 5);
    const found = score('materialCircularityIndicator');
    expect(found?.value).toBeCloseTo(1 - (linearFlow * 0.9) / utility, 5);
    expect(found).toMatchObject({
      dimensions: { partner: 'remetal' },
      period: '2024-03',
      coverage: { known: 1, unknown: 0 },
    });
    expect(found?.lower).toBeLessThan(found?.upper as number);
    expect(String(found?.assumptions)).toContain('recycling-efficiencies@1');
  });

  it('would become waste as the scenario says', async () => {
    const [first] = await rows('weeeForecast?from=2020&to=2020');
    expect(first).toMatchObject({ period: '2020', value: 0.014257, status: 'provisional', coverage: { known: 2 } });
    expect(String(first?.assumptions)).toContain('scenario');
    expect(await rows('weeeForecast?from=2035&to=2035')).toHaveLength(1);
  });
});

describe('what is not computed', () => {
  it('is listed with the reason', async () => {
    const { body } = await auditor.get('/v1/metrics');
    const listed = body.notComputed as { indicator: string; source: string; reason: string }[];
    expect(listed.length).toBeGreaterThan(5);
    for (const { indicator, source, reason } of listed) expect([indicator, source, reason].every(Boolean)).toBe(true);
  });
});
