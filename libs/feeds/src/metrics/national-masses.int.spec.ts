import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedMessage, FeedPosition } from '../domain/index.js';
import { aRegister, drain, type MetricWorld, metricWorld, type Said } from '../testing/index.js';

const PARTNERS = ['acme', 'borg', 'cord'];
const EACH = 8;
const METRIC = 'weeeCollectionRate';
/** Of each device; 24 of them are 24 kg. */
const KILOGRAM = 1_000_000;

const collected = (partner: string, year: number, country: string): Said[] =>
  (['collectedMass', 'collectedDevices'] as const).map((measure) => ({
    measure,
    period: `${year}-05`,
    dimensions: { partner, category: 'smartphone', country, weeeCategory: '6' },
    amount: measure === 'collectedMass' ? KILOGRAM : 1,
  }));
/** The means before 2024 and 2025 are 100 kg. */
const STATED = aRegister(1, { 2021: '100', 2022: '100', 2023: '100', 2024: '100' });
/** That before 2025 becomes 120 kg, and that before 2024 stays. */
const ANOTHER = aRegister(2, { 2024: '160' });

type Stand = { value: number | null } | null;
const ofTotal = ({ audience, data }: FeedMessage) => audience === undefined && data.metric === METRIC;
const isKnown = ({ data }: FeedMessage) => !('unknown' in (data.dimensions as object));
const standOf = ({ data }: FeedMessage, side: 'from' | 'to') => (data[side] as Stand)?.value ?? null;

describe('masses put on national markets', () => {
  let given: MetricWorld;
  let told = 0;
  const read = (which: 'values' | 'restatements', after: FeedPosition | null) => drain(given[which](), after);
  const collect = (partner: string, year: number, country = 'DE') =>
    given.log.tell(`device-d${told++}`, 'CollectedAsWaste', { adds: collected(partner, year, country) } as never);
  const collectAll = (year: number) => {
    for (const partner of PARTNERS) for (let index = 0; index < EACH; index += 1) collect(partner, year);
  };
  const rates = (messages: readonly FeedMessage[]) =>
    messages
      .filter((one) => ofTotal(one) && isKnown(one))
      .map(({ data: { period, value, status } }) => [period, value, status]);

  /** What was published last of each row is what the API answers, in every field, to everybody and to each partner. */
  async function expectAgreement(...readings: { messages: FeedMessage[] }[]): Promise<void> {
    const all = readings.flatMap(({ messages }) => messages);
    const latest = new Map(all.map((one) => [`${one.audience ?? ''} ${one.key}`, one]));
    for (const [partner, rows] of await given.answers(METRIC, PARTNERS)) {
      const published = [...latest.values()].filter(
        ({ audience, data }) => audience === partner && data.metric === METRIC && data.absent === undefined,
      );
      expect(rows.length).toBeGreaterThan(0);
      const shown = published.map(({ data: { asOfPosition: _, metric: __, ...row } }) => JSON.stringify(row)).sort();
      expect(shown).toEqual([...new Set(rows.map((row) => JSON.stringify(row)))].sort());
    }
  }

  beforeEach(async () => {
    told = 0;
    given = await metricWorld();
    collectAll(2025);
    given.closeDay('2026-03-01');
    await given.catchUp();
  });
  afterEach(() => given.close());

  it('that are stated give the rates that were unknown, and others give others, as the API answers', async () => {
    const first = await read('values', null);
    const [unknown, ...more] = first.messages.filter(ofTotal);
    expect(more).toEqual([]);
    expect(unknown?.data).toMatchObject({
      dimensions: { country: 'DE', weeeCategory: '6', unknown: 'put-on-market-mass-missing' },
      period: '2025',
      value: null,
      numerator: 24,
    });
    await expectAgreement(first);

    given.state(STATED);
    await given.catchUp();
    const second = await read('values', first.reached);
    const [gone, known] = [second.messages.filter((one) => !isKnown(one)), second.messages.filter(isKnown)];
    expect(gone.filter(ofTotal).map(({ key, data }) => [key, data.absent])).toEqual([[unknown?.key, 'empty']]);
    expect(known.find(ofTotal)?.data).toMatchObject({
      value: 0.24,
      numerator: 24,
      denominator: 100,
      status: 'provisional',
      assumptions: ['masses put on the market by register@1'],
    });
    expect(new Set(known.map(({ audience }) => audience))).toEqual(new Set([undefined, ...PARTNERS]));
    await expectAgreement(first, second);

    given.state(ANOTHER);
    await given.catchUp();
    const third = await read('values', second.reached);
    expect(third.messages.find(ofTotal)?.data).toMatchObject({
      value: 0.2,
      denominator: 120,
      assumptions: ['masses put on the market by register@1, register@2'],
    });
    await expectAgreement(first, second, third);
  });

  it('restate a year that is closed: from what to what, because of which edition; and its status', async () => {
    given.state(STATED);
    given.closeMonth('2025-12');
    await given.catchUp();
    const [values, before] = [await read('values', null), await read('restatements', null)];
    expect(before.messages).toEqual([]);
    expect(rates(values.messages)).toEqual([['2025', 0.24, 'final']]);

    const activation = given.state(ANOTHER);
    await given.catchUp();
    const { messages } = await read('restatements', before.reached);
    const [restated, ...more] = messages.filter(ofTotal);
    expect(more).toEqual([]);
    expect(restated?.data).toEqual({
      metric: METRIC,
      dimensions: { country: 'DE', weeeCategory: '6' },
      period: '2025',
      unit: 'share',
      method: `${METRIC}@1`,
      factorSet: null,
      from: expect.objectContaining({ value: 0.24, numerator: 24, denominator: 100 }),
      to: expect.objectContaining({ value: 0.2, numerator: 24, denominator: 120 }),
      cause: 'put-on-market',
      edition: 'register@2',
      because: [activation],
    });
    expect(new Set(messages.map(({ audience }) => audience))).toEqual(new Set([undefined, ...PARTNERS]));
    expect(new Set(messages.map(({ data }) => data.metric))).toEqual(new Set([METRIC]));
    const present = await read('values', values.reached);
    expect(rates(present.messages)).toEqual([['2025', 0.2, 'restated']]);
    await expectAgreement(values, present);
  });

  it('that were missing when the year was closed are told as what they made of it, which is final', async () => {
    given.closeMonth('2025-12');
    await given.catchUp();
    const [values, before] = [await read('values', null), await read('restatements', null)];
    given.state(STATED);
    await given.catchUp();
    const { messages } = await read('restatements', before.reached);
    expect(
      messages.filter((one) => ofTotal(one) && isKnown(one)).map(({ data: { from, cause } }) => [from, cause]),
    ).toEqual([[null, 'put-on-market']]);
    expect(messages.filter((one) => ofTotal(one) && !isKnown(one)).map(({ data }) => data.to)).toEqual([null]);
    const present = await read('values', values.reached);
    expect(rates(present.messages)).toEqual([['2025', 0.24, 'final']]);
    await expectAgreement(values, present);
  });

  it('reach the three years after their own, and no other', async () => {
    collectAll(2024);
    given.state(STATED);
    given.closeMonth('2025-12');
    await given.catchUp();
    const [values, before] = [await read('values', null), await read('restatements', null)];
    expect(rates(values.messages)).toEqual([
      ['2024', 0.24, 'final'],
      ['2025', 0.24, 'final'],
    ]);
    given.state(aRegister(2, { 2021: '160' }));
    await given.catchUp();
    const present = await read('values', values.reached);
    expect(rates(present.messages)).toEqual([['2024', 0.2, 'restated']]);
    const { messages } = await read('restatements', before.reached);
    expect(messages.filter(ofTotal).map(({ data }) => data.period)).toEqual(['2024']);
    given.state(aRegister(3, { 2020: '1', 2025: '1' }));
    given.state(aRegister(4, { 2021: '1', 2022: '1', 2023: '1', 2024: '1' }, 'FR'));
    await given.catchUp();
    expect((await read('values', present.reached)).messages).toEqual([]);
    await expectAgreement(values, present);
  });

  it('that another edition says again are its own from then on, and restate nothing', async () => {
    given.state(STATED);
    given.closeMonth('2025-12');
    await given.catchUp();
    const [values, before] = [await read('values', null), await read('restatements', null)];
    given.state(aRegister(2, { 2024: '100.0' }));
    await given.catchUp();
    const present = await read('values', values.reached);
    expect(present.messages.find(ofTotal)?.data).toMatchObject({
      value: 0.24,
      status: 'final',
      assumptions: ['masses put on the market by register@1, register@2'],
    });
    expect((await read('restatements', before.reached)).messages).toEqual([]);
    await expectAgreement(values, present);
  });

  it('as they were then decide, from wherever and however often the feeds are read', async () => {
    given.state(STATED);
    given.closeMonth('2025-12');
    await given.catchUp();
    const begun = await read('restatements', null);
    given.state(ANOTHER);
    collect('acme', 2025);
    await given.catchUp();
    given.state(aRegister(3, { 2024: '100' }));
    collect('borg', 2025);
    await given.catchUp();
    const { messages } = await read('restatements', begun.reached);
    const chain = messages.filter(ofTotal);
    expect(chain.map(({ data }) => data.cause)).toEqual(['put-on-market', 'events', 'put-on-market', 'events']);
    expect(chain.map((one) => [standOf(one, 'from'), standOf(one, 'to')])).toEqual([
      [0.24, 0.2],
      [0.2, 0.208333],
      [0.208333, 0.25],
      [0.25, 0.26],
    ]);
    expect((await read('restatements', null)).messages).toEqual(messages);

    const ending = new AbortController();
    const pieces: string[] = [];
    const end = (await given.restatements().end())?.position;
    for (let place = begun.reached; place?.position !== end; ) {
      for await (const [step] of given.restatements().read(place, ending.signal)) {
        pieces.push(...(step?.messages ?? []).map(({ id }) => id));
        place = step?.reached ?? place;
        break;
      }
    }
    expect(pieces).toEqual(messages.map(({ id }) => id));
  });

  describe('and a place from before they were followed', () => {
    const earlier = (reached: FeedPosition | null): FeedPosition => ({
      position: String(reached?.position).replace(/k-?\d+@/, '@'),
      eventId: null,
    });

    it('have their rates published once, although nothing has changed since', async () => {
      given.state(STATED);
      given.closeDay('2026-03-02');
      await given.catchUp();
      const all = await read('values', null);
      const { messages, reached } = await read('values', earlier(all.reached));
      expect(new Set(messages.map(({ data }) => data.metric))).toEqual(new Set([METRIC]));
      await expectAgreement({ messages });
      expect((await read('values', reached)).messages).toEqual([]);
    });

    it('have their rates published where all present values were about to be', async () => {
      given.state(STATED);
      given.closeDay('2026-03-02');
      await given.catchUp();
      const { position } = earlier((await read('values', null)).reached);
      const pending = position.replace('@', '.48@');
      const { messages } = await read('values', { position: pending, eventId: null });
      await expectAgreement({ messages });
    });

    it('have nothing restated that was stated before it, and what comes after', async () => {
      given.state(STATED);
      given.closeMonth('2025-12');
      collect('acme', 2025);
      await given.catchUp();
      const { reached } = await read('restatements', null);
      const place = earlier(reached);
      expect((await read('restatements', place)).messages).toEqual([]);
      given.state(ANOTHER);
      await given.catchUp();
      const { messages } = await read('restatements', place);
      expect(messages.filter(ofTotal).map((one) => [standOf(one, 'from'), standOf(one, 'to')])).toEqual([
        [0.25, 0.208333],
      ]);
    });
  });
});
