import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JourneyLoader } from '#lifecycle';
import { foldJourney } from '#lifecycle/domain';
import { MeasureReader } from '#projections';
import { type World, world } from '#projections/testing';
import { measuresProjection } from '../domain/measures-projection.js';
import { metrics } from '../domain/metrics/index.js';
import { fleetStory } from '../testing/fleet-story.js';
import { MemoryMeasures } from '../testing/memory-measures.js';
import { MetricQuery } from './metric-query.service.js';

const DAY = '2025-12-31';
let projected: World;
let inMemory: MemoryMeasures;

beforeAll(async () => {
  projected = await world([measuresProjection]);
  const devices = fleetStory();
  for (const events of devices.values())
    for (const event of events) projected.log.tell(event.stream, event.type, event.data, without(event));
  await projected.catchUp({ journeys: new JourneyLoader(projected.log) });
  const journeys = [...devices].map(([deviceId, events]) => foldJourney({ deviceId, events }));
  inMemory = new MemoryMeasures(journeys, DAY);
});
afterAll(() => projected.close());

/** The log gives the event its place. */
function without<Event extends { revision: number; recordedAt: string }>({
  revision: _,
  recordedAt: __,
  ...rest
}: Event) {
  return rest;
}

async function rows(
  name: string,
  by: readonly string[],
  reader: Pick<MeasureReader, 'read' | 'subjects' | 'subjectShares'>,
) {
  const answer = await new MetricQuery(reader, inMemory).query({ name, by, scope: { kind: 'all' } });
  if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer.errors));
  return answer.rows;
}

describe('metrics over projected measures', () => {
  it.each(
    metrics.flatMap(({ definition: { name, dimensions } }) => [
      [name],
      ...['partner', 'model'].filter((dimension) => dimensions.includes(dimension)).map((by) => [name, by]),
    ]),
  )('are those of the journeys: %s %s', async (name, ...by) => {
    const expected = await rows(name ?? '', by, inMemory);
    expect(await rows(name ?? '', by, projected.measures)).toEqual(expected);
  });

  it('explain to the same devices and events', async () => {
    const scope = { kind: 'all' } as const;
    const explain = (reader: Pick<MeasureReader, 'read' | 'subjects' | 'subjectShares'>) =>
      new MetricQuery(reader, inMemory).explain({ name: 'cycleOutcomes', input: 'count', scope });
    const found = await explain(projected.measures);
    expect(found).toMatchObject({ inputs: [{ measure: 'cyclesClosed', amount: '4' }] });
    expect(found).toEqual(await explain(inMemory));
  });
});

describe('a told fleet', () => {
  const values = async (name: string, shown: string) => {
    const found = await rows(name, [], inMemory);
    return Object.fromEntries(found.map((row) => [row.dimensions[shown] ?? row.period, row.value]));
  };

  it('has the figures that its story says', async () => {
    expect(await values('devicesKnown', 'period')).toEqual({ '2023-01': 5 });
    expect(await values('cycleOutcomes', 'outcome')).toMatchObject({ refurbished: 0.666667, resold_as_is: 1 });
    expect(await values('weeeRecoveryRate', 'period')).toEqual({ '2025-01': 1 });
    expect(await values('returnRate', 'period')).toEqual({ '2023-02': 0, '2025-02': 0.5, '2025-03': 0 });
    expect(await values('erasureCoverage', 'period')).toMatchObject({ '2025-02': 0.666667, '2025-03': 0 });
    expect(await values('turnaround', 'statistic')).toEqual({ p50: 4440, p90: 4440 });
    expect(await values('ewasteDiverted', 'period')).toEqual({ '2025-02': 0.18, '2025-03': 0.18 });
  });
});
