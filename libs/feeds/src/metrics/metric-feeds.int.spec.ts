import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedMessage, FeedPosition } from '../domain/index.js';
import { drain, type MetricWorld, metricWorld, type Said, saidMeasures } from '../testing/index.js';

const PARTNERS = ['acme', 'borg', 'cord'];
const known = (partner: string, more: Partial<Said> = {}): Said => ({
  measure: 'devicesKnown',
  period: '2026-01',
  dimensions: { partner, category: 'smartphone', country: 'DE' },
  amount: 1,
  ...more,
});

type Row = Record<string, unknown> & { dimensions: Record<string, string | null>; period: string };
const dataOf = ({ data }: FeedMessage) => data as unknown as Row;
const latest = (messages: readonly FeedMessage[]) =>
  new Map(messages.map((message) => [`${message.audience ?? ''} ${message.key}`, message]));

describe('feeds of metrics', () => {
  let given: MetricWorld;
  let told = 0;
  const tell = (...adds: Said[]) => given.log.tell(`device-d${told++}`, 'GradeAssigned', { adds } as never);
  const read = async (which: 'values' | 'restatements', after: FeedPosition | null) => drain(given[which](), after);

  /** The compacted topic holds what the API answers, to everybody and to each partner. */
  async function agrees(messages: readonly FeedMessage[], metric: string) {
    const answers = await given.answers(metric, PARTNERS);
    for (const [partner, rows] of answers) {
      const published = [...latest(messages).values()]
        .filter(({ audience, data }) => audience === partner && data.metric === metric && data.absent === undefined)
        .map(({ data: { asOfPosition: _, metric: __, ...row } }) => row);
      const inOrder = (some: readonly unknown[]) => some.map((each) => JSON.stringify(each)).sort();
      expect(inOrder(published)).toEqual(inOrder(rows));
    }
  }

  beforeEach(async () => {
    told = 0;
    given = await metricWorld();
    for (const partner of PARTNERS) for (let index = 0; index < 8; index += 1) tell(known(partner));
    given.closeDay('2026-02-01');
    await given.catchUp();
  });

  afterEach(() => given.close());

  it('publish everything that is there at first: totals for all, rows of partners for themselves', async () => {
    const { messages } = await read('values', null);
    await agrees(messages, 'devicesKnown');
    const total = messages.find(({ audience, data }) => audience === undefined && data.metric === 'devicesKnown');
    expect(total?.data).toMatchObject({ value: 24, status: 'provisional', period: '2026-01' });
    expect(new Set(messages.map(({ audience }) => audience))).toEqual(new Set([undefined, ...PARTNERS]));
  });

  it('withhold groups that would show too few, from the shared topic alone', async () => {
    tell(known('acme', { dimensions: { partner: 'acme', category: 'laptop', country: 'FR' } }));
    await given.catchUp();
    const { messages } = await read('values', null);
    await agrees(messages, 'devicesKnown');
    const shared = messages.filter(({ audience }) => audience === undefined).map(dataOf);
    expect(shared.some(({ dimensions }) => dimensions.category === 'laptop' || dimensions.country === 'FR')).toBe(
      false,
    );
  });

  it('go on with what has changed, and say of what is gone that nothing is left', async () => {
    const extra = tell(known('acme', { period: '2026-02' }));
    await given.catchUp();
    const first = await read('values', null);
    given.log.tell('device-d24', 'EventRetracted', { target: extra });
    await given.catchUp();
    const second = await read('values', first.reached);
    const own = second.messages.filter(({ audience, data }) => audience === 'acme' && data.metric === 'devicesKnown');
    expect(own.map(({ data }) => data)).toEqual([
      expect.objectContaining({ period: '2026-02', absent: 'empty', value: 0, numerator: 0 }),
    ]);
    await agrees([...first.messages, ...second.messages], 'devicesKnown');
  });

  it('make rows final when their month is closed, and restated after it changed, with what caused it', async () => {
    const first = await read('values', null);
    given.closeMonth('2026-01');
    await given.catchUp();
    const closed = await read('values', first.reached);
    await agrees([...first.messages, ...closed.messages], 'devicesKnown');
    expect(closed.messages.every(({ data }) => data.status !== 'provisional')).toBe(true);
    const quiet = await read('restatements', null);
    expect(quiet.messages).toEqual([]);

    const late = tell(known('borg'));
    await given.catchUp();
    const after = await read('restatements', quiet.reached);
    const total = after.messages.find(
      ({ audience, data }) =>
        audience === undefined &&
        data.metric === 'devicesKnown' &&
        !('category' in dataOf({ data } as FeedMessage).dimensions),
    );
    expect(total?.data).toMatchObject({
      cause: 'events',
      because: [late],
      from: { value: 24, numerator: 24 },
      to: { value: 25, numerator: 25 },
    });
    const others = after.messages.filter(({ audience }) => audience === 'acme' || audience === 'cord');
    expect(others).toEqual([]);
    const present = await read('values', closed.reached);
    await agrees([...first.messages, ...closed.messages, ...present.messages], 'devicesKnown');
    expect(present.messages.some(({ data }) => data.status === 'restated')).toBe(true);
  });

  it('say that a window has ended that was open when the month was closed', async () => {
    for (const partner of PARTNERS)
      for (let index = 0; index < 8; index += 1)
        tell({
          measure: 'deliveries',
          period: '2026-01',
          dimensions: { partner, returned: index === 0 ? 'yes' : 'no' },
          effectiveOn: '2026-06-01',
          amount: 1,
        });
    given.closeMonth('2026-01');
    await given.catchUp();
    const before = await read('restatements', null);
    given.closeDay('2026-06-01');
    await given.catchUp();
    const { messages } = await read('restatements', before.reached);
    const rate = messages.filter(({ data }) => data.metric === 'returnRate' && data.to !== null);
    expect(rate.some(({ data }) => (data.to as { value: number | null }).value === 0.125)).toBe(true);
    expect(rate.every(({ data }) => data.cause === 'matured')).toBe(true);
  });

  it('tell what a new version of the projection counts otherwise', async () => {
    given.closeMonth('2026-01');
    await given.catchUp();
    const [values, before] = [await read('values', null), await read('restatements', null)];
    const projections = [saidMeasures(2, 2n)];
    await given.catchUp({ projections });
    const { messages } = await read('restatements', before.reached);
    expect(messages.length).toBeGreaterThan(0);
    for (const { data } of messages) expect(data).toMatchObject({ cause: 'version', because: [] });
    const total = messages.find(({ data }) => (data.from as { value: number } | null)?.value === 24);
    expect(total?.data).toMatchObject({ to: { value: 48 } });
    const present = await read('values', values.reached);
    await agrees([...values.messages, ...present.messages], 'devicesKnown');
  });

  it('publish everything again where the place is older than the changes that are kept', async () => {
    const { reached } = await read('values', null);
    await given.close();
    given = await metricWorld({ changeDays: 1 });
    tell(known('acme'));
    await given.catchUp();
    const { messages } = await read(
      'values',
      reached && { ...reached, position: reached.position.replace(/^\d+/, '7') },
    );
    expect(messages.length).toBeGreaterThan(0);
  });

  it('know how far they are behind, and where the end is', async () => {
    const source = given.values();
    expect(await source.lag(null)).toBe(25);
    const end = await source.end();
    expect(await source.lag(end)).toBe(0);
    for (const place of [null, end, { position: '1.1.1k1@another-log:7', eventId: null }])
      await expect(source.check(place)).resolves.toBeUndefined();
    tell(known('acme', { period: '2026-03' }));
    await given.catchUp();
    const { messages } = await read('values', end);
    expect(messages.filter(({ data }) => data.metric === 'devicesKnown').map(({ data }) => data.period)).toEqual([
      '2026-03',
    ]);
  });
});
