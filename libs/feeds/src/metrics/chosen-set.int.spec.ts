import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ademe2022Final, backmarket2024 } from '#impact/domain';
import type { FeedMessage, FeedPosition } from '../domain/index.js';
import { drain, type MetricWorld, metricWorld, type Said } from '../testing/index.js';

const PARTNERS = ['acme', 'borg', 'cord'];
const EACH = 8;
const METRIC = 'avoidedImpactExpected';
const life = (partner: string, period = '2026-01'): Said => ({
  measure: 'qualifyingLives',
  period,
  dimensions: { partner, credited: partner, category: 'smartphone', country: 'DE', outcome: 'refurbished' },
  amount: 1,
});
/** Of 24 phones: 49.2 kg CO2e each over two years of use, 77.201421 kg by the set that counts per device. */
const [PER_YEAR, PER_DEVICE] = [1180.8, 1852.834113];

type Stand = { value: number | null } | null;
const co2e = ({ data }: FeedMessage) => (data.dimensions as Record<string, string>).indicator === 'co2e';
const total = ({ audience, data }: FeedMessage) =>
  audience === undefined && Object.keys(data.dimensions as object).join() === 'indicator,outcome';
const figureOf = ({ data }: FeedMessage, side: 'from' | 'to') => (data[side] as Stand)?.value ?? null;

describe('the default factor set', () => {
  let given: MetricWorld;
  let told = 0;
  const live = (partner: string, period?: string) =>
    given.log.tell(`device-d${told++}`, 'GradeAssigned', { adds: [life(partner, period)] } as never);
  const read = (which: 'values' | 'restatements', after: FeedPosition | null) => drain(given[which](), after);
  const ofAll = (messages: readonly FeedMessage[]) => messages.filter((one) => total(one) && co2e(one));

  beforeEach(async () => {
    told = 0;
    given = await metricWorld();
    for (const partner of PARTNERS) for (let index = 0; index < EACH; index += 1) live(partner);
    given.choose(ademe2022Final);
    given.closeDay('2026-04-01');
    given.closeMonth('2026-01');
    await given.catchUp();
  });
  afterEach(() => given.close());

  it('that is chosen restates closed months: from what to what, because of the choice', async () => {
    const before = await read('restatements', null);
    expect(before.messages).toEqual([]);
    const choice = given.choose(backmarket2024);
    await given.catchUp();
    const { messages } = await read('restatements', before.reached);
    const [restated, ...more] = ofAll(messages);
    expect(more).toEqual([]);
    expect(restated?.data).toMatchObject({
      metric: METRIC,
      period: '2026-01',
      formerFactorSet: 'ademe-2022-final@1',
      factorSet: 'backmarket-2024@1',
      from: { value: PER_YEAR },
      to: { value: PER_DEVICE },
      cause: 'factor-set',
      because: [choice],
    });
    expect(new Set(messages.map(({ data }) => data.cause))).toEqual(new Set(['factor-set']));
    expect(new Set(messages.map(({ audience }) => audience))).toEqual(new Set([undefined, ...PARTNERS]));
  });

  it('is the one of the published values, in months that are open as well', async () => {
    for (const partner of PARTNERS) for (let index = 0; index < EACH; index += 1) live(partner, '2026-03');
    await given.catchUp();
    const first = await read('values', null);
    expect(ofAll(first.messages).map(({ data }) => data.value)).toEqual([PER_YEAR, PER_YEAR]);
    given.choose(backmarket2024);
    await given.catchUp();
    const second = await read('values', first.reached);
    expect(ofAll(second.messages).map(({ data: { value, factorSet } }) => [value, factorSet])).toEqual([
      [PER_DEVICE, 'backmarket-2024@1'],
      [PER_DEVICE, 'backmarket-2024@1'],
    ]);
    expect(second.messages.every(({ data }) => data.factorSet === 'backmarket-2024@1')).toBe(true);
    expect(ofAll(first.messages).map(({ data }) => data.status)).toEqual(['final', 'provisional']);
    expect(ofAll(second.messages).map(({ data }) => data.status)).toEqual(['restated', 'provisional']);
    const latest = new Map([...first.messages, ...second.messages].map((one) => [`${one.audience} ${one.key}`, one]));
    for (const [partner, rows] of await given.answers(METRIC, PARTNERS)) {
      const published = [...latest.values()].filter(
        ({ audience, data }) => audience === partner && data.metric === METRIC && data.absent === undefined,
      );
      const shown = published.map(({ data: { asOfPosition: _, metric: __, ...row } }) => JSON.stringify(row)).sort();
      expect(shown).toEqual(rows.map((row) => JSON.stringify(row)).sort());
    }
    const all = await read('values', null);
    expect(ofAll(all.messages).map(({ data }) => data.value)).toEqual([PER_DEVICE, PER_DEVICE]);
  });

  it('says of rows that only the former one had that they are gone, under its own name', async () => {
    given.choose(backmarket2024);
    await given.catchUp();
    const first = await read('values', null);
    given.choose(ademe2022Final);
    await given.catchUp();
    const { messages } = await read('values', first.reached);
    const gone = messages.filter(({ data }) => data.absent !== undefined);
    expect(gone.length).toBeGreaterThan(0);
    for (const { data } of gone) expect(data).toMatchObject({ absent: 'empty', factorSet: 'ademe-2022-final@1' });
  });

  it('leaves months final that are closed after it was chosen', async () => {
    for (const partner of PARTNERS) for (let index = 0; index < EACH; index += 1) live(partner, '2026-03');
    given.choose(backmarket2024);
    given.closeMonth('2026-03');
    await given.catchUp();
    const { messages } = await read('values', null);
    expect(ofAll(messages).map(({ data: { period, status } }) => [period, status])).toEqual([
      ['2026-01', 'restated'],
      ['2026-03', 'final'],
    ]);
  });

  it('as it was then decides, from wherever and however often the feeds are read', async () => {
    const begun = await read('restatements', null);
    given.choose(backmarket2024);
    live('acme');
    await given.catchUp();
    given.choose(ademe2022Final);
    given.choose(ademe2022Final);
    live('borg');
    await given.catchUp();
    const { messages } = await read('restatements', begun.reached);
    const chain = ofAll(messages);
    expect(chain.map(({ data }) => data.cause)).toEqual(['factor-set', 'events', 'factor-set', 'events']);
    expect(chain.map((one) => figureOf(one, 'from')).slice(1)).toEqual(
      chain.map((one) => figureOf(one, 'to')).slice(0, -1),
    );
    expect([figureOf(chain[0] as FeedMessage, 'from'), figureOf(chain[3] as FeedMessage, 'to')]).toEqual([
      PER_YEAR,
      1279.2,
    ]);
    const ids = messages.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await read('restatements', begun.reached)).messages).toEqual(messages);
    const all = (await read('restatements', null)).messages;
    expect(all.map(({ id }) => id)).toEqual(ids);
  });

  it('goes on from every step of a reading, as a relay does that starts anew', async () => {
    const begun = await read('restatements', null);
    given.choose(backmarket2024);
    live('acme');
    await given.catchUp();
    given.choose(ademe2022Final);
    await given.catchUp();
    const whole = (await read('restatements', begun.reached)).messages.map(({ id }) => id);
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
    expect(pieces).toEqual(whole);
  });

  it('restates nothing in months that are open, or where the same set is chosen again', async () => {
    const before = await read('restatements', null);
    given.choose(ademe2022Final);
    live('acme', '2026-02');
    await given.catchUp();
    expect((await read('restatements', before.reached)).messages).toEqual([]);
  });

  it('is taken for the one that ships by places from before choices were followed', async () => {
    const { reached } = await read('restatements', null);
    const position = String(reached?.position).replace(/k\d+@/, '@');
    given.choose(backmarket2024);
    await given.catchUp();
    const { messages } = await read('restatements', { position, eventId: null });
    expect(ofAll(messages).map((one) => [figureOf(one, 'from'), figureOf(one, 'to')])).toEqual([
      [PER_YEAR, PER_DEVICE],
    ]);
  });
});
