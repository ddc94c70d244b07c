import { describe, expect, it } from '@jest/globals';
import type { Journey } from '#lifecycle/domain';
import { monthsOf } from '../domain/period.js';
import { nationalMasses } from '../domain/put-on-market/national-masses.js';
import { aCycle, aJourney, aLife, aSale, at, MemoryMeasures } from '../testing/index.js';
import { MetricQuery } from './metric-query.service.js';
import type { MetricRequest, MetricRow, MetricScope } from './metric-request.js';

const EVERYBODY: MetricScope = { kind: 'all' };
const partner = (partnerId: string): MetricScope => ({ kind: 'partner', partnerId });

const journeys = (count: number, story: (index: number) => Partial<Journey>) =>
  Array.from({ length: count }, (_, index) => aJourney(story(index)));

const knownTo = (sender: string, on = '2026-01-05') => ({
  firstCounted: { eventId: `e-${sender}`, at: at(on), partner: sender, country: 'FR' },
});

function asking(found: Journey[], day = '2026-06-30') {
  const measures = new MemoryMeasures(found, day);
  const service = new MetricQuery(measures, measures);
  const ask = (request: Omit<MetricRequest, 'scope'>, scope = EVERYBODY) => service.query({ ...request, scope });
  const rows = async (request: Omit<MetricRequest, 'scope'>, scope = EVERYBODY): Promise<MetricRow[]> => {
    const answer = await ask(request, scope);
    if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer.errors));
    return answer.rows;
  };
  const rulesOf = async (request: Omit<MetricRequest, 'scope'>, scope = EVERYBODY) => {
    const answer = await ask(request, scope);
    return answer.outcome === 'refused' ? [answer.status, ...answer.errors.map(({ rule }) => rule)] : [];
  };
  return { measures, service, ask, rows, rulesOf };
}

describe('a metric question', () => {
  const { rulesOf } = asking([]);

  it('is refused with everything that is wrong with it', async () => {
    const request = { name: 'fleetCollectionRate', by: ['colour'], period: 'month' as const, from: 'March' };
    expect(await rulesOf({ ...request, factorSet: 'ademe-2022-final@1' })).toEqual([
      422,
      'unknown-dimension',
      'period-not-offered',
      'wrong-format',
      'no-factors-used',
    ]);
  });

  it('must name a metric and a factor set that exist, and end after it starts', async () => {
    expect(await rulesOf({ name: 'happiness' })).toEqual([404, 'unknown-metric']);
    expect(await rulesOf({ name: 'avoidedImpactRealised', factorSet: 'x@1' })).toEqual([422, 'unknown-factor-set']);
    expect(await rulesOf({ name: 'lives', from: '2026-05', to: '2026-Q1' })).toEqual([422, 'ends-before-it-starts']);
  });

  it('does not mix attributions', async () => {
    const rule = [422, 'attributions-do-not-add'];
    expect(await rulesOf({ name: 'ewasteDiverted', by: ['partner', 'seller'] })).toEqual(rule);
    expect(await rulesOf({ name: 'ewasteDiverted', by: ['partner'], filter: { marketplace: ['m'] } })).toEqual(rule);
  });
});

describe('rows', () => {
  it('are summed before ratios are taken', async () => {
    const cycles = (on: string, outcome: 'refurbished' | 'recycled') => ({ cycles: [aCycle(on, { outcome })] });
    const { rows } = asking([
      aJourney(cycles('2026-01-05', 'refurbished')),
      ...journeys(3, () => cycles('2026-02-05', 'recycled')),
    ]);
    const filter = { outcome: ['refurbished'] };
    expect(await rows({ name: 'cycleOutcomes', period: 'quarter', filter })).toMatchObject([
      { period: '2026-Q1', value: 0.25, numerator: 1, denominator: 4, unit: 'share', method: 'cycleOutcomes@1' },
    ]);
  });

  it('say what could not be judged, in a row of its own and in the coverage', async () => {
    const known = journeys(2, () => knownTo('a'));
    const { rows } = asking([...known, aJourney({ ...knownTo('a'), identifiers: [] })]);
    const coverage = { known: 2, unknown: 1, reasons: [{ reason: 'no-exclusive-identifier', count: 1 }] };
    expect(await rows({ name: 'devicesKnown', by: ['partner'] })).toMatchObject([
      { dimensions: { partner: 'a' }, value: 2, coverage },
      { dimensions: { partner: 'a', unknown: 'no-exclusive-identifier' }, value: null, numerator: 1, coverage },
    ]);
  });

  it('show an unknown dimension as null, and can be filtered for it', async () => {
    const nameless = aJourney({ ...knownTo('a'), description: { category: 'unknown' } });
    const { rows } = asking([aJourney(knownTo('a')), nameless]);
    const all = await rows({ name: 'devicesKnown', by: ['category'] });
    expect(all.map(({ dimensions }) => dimensions.category)).toEqual(['smartphone', null]);
    expect(await rows({ name: 'devicesKnown', filter: { category: ['unknown'] } })).toMatchObject([{ value: 1 }]);
  });

  it('are whole periods from the first to the last that were asked for', async () => {
    const { rows } = asking(
      ['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01'].map((on) => aJourney(knownTo('a', on))),
    );
    const answered = await rows({ name: 'devicesKnown', period: 'quarter', from: '2026-02', to: '2026-02' });
    expect(answered).toMatchObject([{ period: '2026-Q1', value: 2 }]);
  });
});

describe('status', () => {
  const sold = aJourney({ sales: [aSale('2026-01-02', { deliveredAt: at('2026-01-05') })] });
  const status = async (day: string, closed: string[], restated: string[] = []) => {
    const { measures, rows } = asking([sold], day);
    measures.closed = new Set(closed);
    measures.restated = new Map([['deliveries', new Set(restated)]]);
    return (await rows({ name: 'returnRate' })).map((row) => row.status);
  };

  it('is provisional until the period is closed and every window has ended', async () => {
    expect(await status('2026-03-31', [])).toEqual(['provisional']);
    expect(await status('2026-02-03', ['2026-01'])).toEqual(['provisional']);
    expect(await status('2026-02-04', ['2026-01'])).toEqual(['final']);
  });

  it('is restated when a closed month has changed', async () => {
    expect(await status('2026-03-31', ['2026-01'], ['2026-01'])).toEqual(['restated']);
    expect(await status('2026-03-31', ['2026-01'], ['2025-12'])).toEqual(['final']);
  });

  describe('of a rate over sales of earlier years', () => {
    const massMg = 180_000;
    const waste = { collected: { eventId: 'w', at: at('2025-03-01'), massMg, collector: 'rec' }, outputs: [] };
    const sales = [2022, 2023, 2024].map((year) => aSale(`${year}-06-01`, { kind: 'new' }));
    const statusOf = async (measure: string, month: string) => {
      const { measures, rows } = asking([aJourney({ waste, sales })], '2026-06-30');
      measures.closed = new Set(monthsOf('2025'));
      measures.restated = new Map([[measure, new Set([month])]]);
      return (await rows({ name: 'fleetCollectionRate', from: '2025' })).map((row) => row.status);
    };

    it('is restated when a month changed that it looks back on', async () => {
      expect(await statusOf('newSaleMass', '2022-01')).toEqual(['restated']);
      expect(await statusOf('newSaleMass', '2021-12')).toEqual(['final']);
    });

    it('stays final when something else changed in that month', async () => {
      expect(await statusOf('collectedMass', '2025-03')).toEqual(['restated']);
      expect(await statusOf('collectedMass', '2024-12')).toEqual(['final']);
    });
  });

  describe('of a rate over national masses', () => {
    const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);
    const event = { eventId: 'w', at: at('2025-03-01'), massMg: 180_000 };
    const waste = { collected: { ...event, collector: 'rec', country: 'DE' }, outputs: [] };
    const inDe = (year: number, massKg: string) => ({ country: 'DE', year, weeeCategory: '6' as const, massKg });
    const stated = (edition: number, ...masses: ReturnType<typeof inDe>[]) => ({
      position: `log:${edition}`,
      eventId: `activated-${edition}`,
      content: {
        ...{ name: 'register', edition, title: 'Masses', source: 'this spec' },
        ...{ published: '2026', licence: 'none', notes: [], masses },
      },
    });
    const first = stated(1, inDe(2022, '1'), inDe(2023, '2'), inDe(2024, '3'));
    const statusOf = async (closed: string[], closedEarlier: string[], ...editions: ReturnType<typeof stated>[]) => {
      const measures = new MemoryMeasures([aJourney({ waste, description: { category: 'smartphone' } })], '2026-11-01');
      measures.closed = new Set(closed);
      measures.closedEarlier = new Set(closedEarlier);
      const masses = async () => nationalMasses(editions);
      const answer = await new MetricQuery(measures, measures, undefined, { masses }).query({
        name: 'weeeCollectionRate',
        scope: { kind: 'all' },
      });
      if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer.errors));
      return answer.rows.map((row) => row.status);
    };

    it('is final once the year is closed and its masses are stated, whenever they were', async () => {
      expect(await statusOf([], [], first)).toEqual(['provisional']);
      expect(await statusOf(months, months)).toEqual(['provisional']);
      expect(await statusOf(months, months, first)).toEqual(['final']);
    });

    it('is restated by another mass that is stated after the close, not by the same or an earlier one', async () => {
      expect(await statusOf(months, months, first, stated(2, inDe(2023, '6')))).toEqual(['restated']);
      expect(await statusOf(months, months, first, stated(2, inDe(2023, '2.0')))).toEqual(['final']);
      expect(await statusOf(months, [], first, stated(2, inDe(2023, '6')))).toEqual(['final']);
    });
  });
});

describe('the status of a scenario', () => {
  it('is provisional whatever is closed', async () => {
    const { measures, rows } = asking([aJourney({ sales: [aSale('2026-01-02', { kind: 'new' })] })]);
    measures.closed = new Set(Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`));
    const [year] = await rows({ name: 'weeeForecast', to: '2026' });
    expect(year).toMatchObject({ period: '2026', status: 'provisional' });
  });
});

describe('what a partner may see (H6)', () => {
  const spread = (count: number, partners: number) => journeys(count, (index) => knownTo(`p${index % partners}`));

  it('is its own rows', async () => {
    const { rows, rulesOf } = asking(spread(4, 2));
    expect(await rows({ name: 'devicesKnown', by: ['partner'] }, partner('p0'))).toMatchObject([
      { dimensions: { partner: 'p0' }, value: 2 },
    ]);
    const foreign = { name: 'devicesKnown', filter: { partner: ['p1'] } };
    expect(await rulesOf(foreign, partner('p0'))).toEqual([403, 'not-your-rows']);
  });

  it.each([
    [20, 3, 1],
    [20, 2, 0],
    [19, 3, 0],
  ])('is totals of %i devices of %i partners: %i', async (count, partners, shown) => {
    const answer = await asking(spread(count, partners)).ask({ name: 'devicesKnown' }, partner('p0'));
    expect(answer).toMatchObject({ withheld: 1 - shown });
    expect(answer.outcome === 'answered' && answer.rows.length).toBe(shown);
  });

  it('is judged over short pages as over long ones', async () => {
    const { measures, service } = asking(spread(20, 3));
    const { subjects } = measures;
    measures.subjects = (query, page) => subjects.call(measures, query, { ...page, limit: 3 });
    const answer = await service.query({ name: 'devicesKnown', scope: partner('p0') });
    expect(answer).toMatchObject({ withheld: 0, rows: [{ value: 20 }] });
  });

  it('counts devices, not what they contribute', async () => {
    const many = (index: number) => ({
      cycles: Array.from({ length: 10 }, () =>
        aCycle('2026-01-05', { outcome: 'recycled', outcomePartner: `p${index}` }),
      ),
    });
    const answer = await asking(journeys(3, many)).ask({ name: 'cycleOutcomes' }, partner('p0'));
    expect(answer).toMatchObject({ rows: [], withheld: 1 });
  });
});

describe('explain', () => {
  it('goes down to devices and events, to a partner’s own only', async () => {
    const { service } = asking([aJourney({ deviceId: 'a', ...knownTo('p0') }), aJourney(knownTo('p1'))]);
    const explained = await service.explain({ name: 'devicesKnown', input: 'amount', scope: partner('p0') });
    expect(explained).toMatchObject({
      outcome: 'explained',
      inputs: [
        {
          input: 'amount',
          measure: 'devicesKnown',
          amount: '1',
          subjects: [{ deviceId: 'a', amount: '1', events: ['e-p0'] }],
        },
      ],
    });
  });

  it('pages through the devices', async () => {
    const { service } = asking(['a', 'b', 'c'].map((deviceId) => aJourney({ deviceId, ...knownTo('p0') })));
    const page = async (after?: string) => {
      const asked = { name: 'devicesKnown', input: 'amount', limit: 2, scope: EVERYBODY };
      const explained = await service.explain(after === undefined ? asked : { ...asked, after });
      const [input] = explained.outcome === 'explained' ? explained.inputs : [];
      return [input?.subjects.map(({ deviceId }) => deviceId), input?.next];
    };
    expect(await page()).toEqual([['a', 'b'], 'b']);
    expect(await page('b')).toEqual([['c'], undefined]);
  });
});

describe('lives', () => {
  it('average per device is exact by seller and in total', async () => {
    const story = aJourney({
      lives: [
        aLife(1, '2025-01-10', '2025-02-09', { seller: 'a' }),
        aLife(2, '2026-01-10', '2026-02-09', { seller: 'b' }),
        aLife(3, '2026-02-10', '2026-03-12', { seller: 'b' }),
      ],
    });
    const { rows } = asking([story]);
    const from = '2026';
    expect(await rows({ name: 'averageLives', period: 'year', from })).toMatchObject([{ value: 3, denominator: 1 }]);
    expect(await rows({ name: 'averageLives', period: 'year', from, by: ['partner'] })).toMatchObject([
      { dimensions: { partner: 'a' }, value: 1 },
      { dimensions: { partner: 'b' }, value: 2 },
    ]);
  });
});
