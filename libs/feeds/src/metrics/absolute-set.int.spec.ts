import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ademe2022Final, impactco2Refurbishing } from '#impact/domain';
import type { RecordedEvent } from '#kernel';
import { JourneyLoader } from '#lifecycle';
import { completed, received, registered, resold, scanned, tell } from '#lifecycle/testing';
import { measuresProjection } from '#metrics';
import type { FeedMessage } from '../domain/index.js';
import { drain, type MetricWorld, metricWorld } from '../testing/index.js';

const METRIC = 'avoidedImpactExpected';
const PARTNER = 'refurb';
/** 2 x (80.15525 / 2.5 - 0.2557), less 2 kWh at 0.048, a battery of 50 g at 15, and 180 g over 500 km at 0.0002. */
const VALUE = 62.7488;

const life = {
  registered: registered('2026-01-02 07:00', { category: 'smartphone', massKg: 0.18 }),
  received: received('2026-01-02 08:00'),
  carried: scanned('2026-01-02 09:00', { statusCode: 'IT', mode: 'road', distanceKm: 500 }),
  battery: tell('PartInstalled', '2026-01-03 08:00', { slot: 'battery', origin: 'new_oem', massKg: 0.05 }),
  completed: completed('2026-01-04 08:00', { energyKWh: 2 }),
  sold: resold('2026-01-05 08:00', { fulfilment: 'in_store' }),
};

const co2e = ({ audience, data }: FeedMessage) =>
  audience === PARTNER && data.metric === METRIC && (data.dimensions as { indicator?: string }).indicator === 'co2e';
const rowIn = ({ asOfPosition: _, metric: __, ...row }: FeedMessage['data']) => row;

describe('a set of what new devices cause, chosen as the default,', () => {
  let given: MetricWorld;
  /** With the measures and journeys that the applications have. */
  const catchUp = () => given.catchUp({ projections: [measuresProjection], journeys: new JourneyLoader(given.log) });
  /** The log gives the event its place. */
  const told = ({ stream, type, data, revision: _, recordedAt: __, ...rest }: RecordedEvent) =>
    given.log.tell(stream, type, data, rest);

  beforeEach(async () => {
    given = await metricWorld();
    for (const event of Object.values(life)) told(event);
    given.choose(ademe2022Final);
    given.closeDay('2026-04-01');
    given.closeMonth('2026-01');
    await catchUp();
  });
  afterEach(() => given.close());

  it('gives one row on the feed, from the API and by the events of the device, and restates closed months to it', async () => {
    const before = { values: await drain(given.values(), null), restated: await drain(given.restatements(), null) };
    const choice = given.choose(impactco2Refurbishing);
    await catchUp();

    const { messages: values } = await drain(given.values(), before.values.reached);
    const [published, ...others] = values.filter(co2e);
    expect(others).toEqual([]);
    expect(published?.data).toMatchObject({
      value: VALUE,
      factorSet: 'impactco2-2025-11-refurbishing@1',
      status: 'restated',
      coverage: { known: 1, unknown: 0 },
    });
    const answered = (await given.answers(METRIC, [PARTNER])).get(PARTNER) ?? [];
    expect(answered.filter(({ dimensions }) => dimensions.indicator === 'co2e')).toEqual([
      rowIn(published?.data ?? {}),
    ]);

    const { messages: restated } = await drain(given.restatements(), before.restated.reached);
    expect(restated.filter(co2e).map(({ data }) => data)).toMatchObject([
      { from: { value: 49.2 }, to: { value: VALUE }, cause: 'factor-set', because: [choice] },
    ]);

    const behind = (...events: RecordedEvent[]) => events.map(({ id }) => id).sort();
    expect(await given.explained(METRIC, PARTNER)).toMatchObject({
      count: behind(life.sold),
      energy: behind(life.sold, life.completed),
      material: behind(life.sold, life.battery),
      transport: behind(life.sold, life.carried),
    });
  });
});
