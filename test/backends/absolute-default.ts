import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import type { Desk, Row } from '../e2e/desk.js';
import { until } from '../e2e/until.js';

const SET = 'impactco2-2025-11-refurbishing@1';
const PHONE = 'serial:Northwind:ABSOLUTE';
/** 2 x (80.15525 / 2.5 - 0.2557), less 2 kWh at 0.048, a battery of 50 g at 15, and 180 g over 500 km at 0.0002. */
const VALUE = 62.7488;
const PATIENCE_MILLIS = 45_000;

interface Explained {
  inputs: { input: string; subjects: { events: string[] }[] }[];
}

/**
 * Makes a set of what new devices cause the default, has a phone refurbished and sold, and expects one row: as the API
 * answers it, as the partner's feed told it last, and explained by the phone's own events. `told`: values of metrics that
 * the partner was told, in order.
 */
export async function expectAbsoluteDefault(
  { operator, refit }: { operator: Desk; refit: Desk },
  told: () => readonly Row[],
): Promise<void> {
  expect((await operator.post(`/v1/factor-sets/${SET}/default`, {})).status).toBe(200);
  const events = await refurbishedAndSold(refit);

  const question = 'avoidedImpactExpected?by=partner&indicator=co2e';
  const answered = await until(
    async () => (await refit.get(`/v1/metrics/${question}`)).body.rows.find(({ value }) => value !== null),
    (row) => row?.value === VALUE,
    PATIENCE_MILLIS,
  );
  expect(answered).toMatchObject({ factorSet: SET, coverage: { known: 1, unknown: 0 } });

  const isIt = ({ metric, period, dimensions }: Row) =>
    metric === 'avoidedImpactExpected' &&
    isDeepStrictEqual({ period, dimensions }, { period: answered?.period, dimensions: answered?.dimensions });
  const last = async () => rowOf(told().findLast(isIt));
  const published = await until(last, (row) => isDeepStrictEqual(row, answered), PATIENCE_MILLIS).catch(last);
  expect(published).toEqual(answered);

  const month = `from=${answered?.period}&to=${answered?.period}`;
  const { body } = await refit.get(`/v1/metrics/avoidedImpactExpected/explain?indicator=co2e&${month}`);
  const { inputs } = body as unknown as Explained;
  const explained = inputs.map(({ input, subjects }) => [input, subjects.flatMap((each) => each.events).toSorted()]);
  expect(Object.fromEntries(explained)).toMatchObject({
    count: [events.sold],
    energy: [events.sold, events.completed].toSorted(),
    material: [events.sold, events.battery].toSorted(),
    transport: [events.sold, events.carried].toSorted(),
  });
}

/** As the API would answer it. */
function rowOf(told: Row | undefined): object | undefined {
  if (told === undefined) return undefined;
  const { metric: _, asOfPosition: __, ...row } = told;
  return row;
}

/** Taken in, carried, given a new battery, and sold over the counter; answers the events that its value rests on. */
async function refurbishedAndSold(refit: Desk) {
  const record = async (type: string, at: string, data: object) =>
    String((await refit.record(PHONE, type, `2026-01-${at}:00Z`, data)).body.eventId);
  await record('DeviceRegistered', '02T07:00', { category: 'smartphone', massKg: 0.18 });
  await record('DeviceReceived', '02T08:00', { intakeReason: 'trade_in' });
  return {
    carried: await record('TransportScanned', '02T09:00', { statusCode: 'IT', mode: 'road', distanceKm: 500 }),
    battery: await record('PartInstalled', '03T08:00', { slot: 'battery', origin: 'new_oem', massKg: 0.05 }),
    completed: await record('RefurbishmentCompleted', '04T08:00', { outcome: 'pass', energyKWh: 2 }),
    sold: await record('DeviceResold', '05T08:00', { orderRef: 'absolute-1', fulfilment: 'in_store', country: 'DE' }),
  };
}
