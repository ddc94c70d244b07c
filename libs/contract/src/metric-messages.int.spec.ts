import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { aRegister, drain, type MetricWorld, metricWorld } from '#feeds/testing';
import { backmarket2024 } from '#impact/domain';
import { complaintsAbout } from './testing/complaints.js';

const PARTNERS = ['acme', 'borg', 'cord'];

let given: MetricWorld;
let told = 0;
const known = (partner: string) => {
  const dimensions = { partner, category: 'smartphone', country: 'DE' };
  const life = { ...dimensions, credited: partner, outcome: 'refurbished' };
  const adds = [
    { measure: 'devicesKnown', period: '2026-01', dimensions, amount: 1 },
    { measure: 'qualifyingLives', period: '2026-01', dimensions: life, amount: 1 },
    { measure: 'collectedMass', period: '2025-05', dimensions: { ...dimensions, weeeCategory: '6' }, amount: 1 },
    { measure: 'collectedDevices', period: '2025-05', dimensions: { ...dimensions, weeeCategory: '6' }, amount: 1 },
  ];
  return given.log.tell(`device-d${told++}`, 'GradeAssigned', { adds } as never);
};

beforeEach(async () => {
  given = await metricWorld();
});
afterEach(() => given.close());

it('values, those that are gone, and restatements keep to their schemas', async () => {
  const ids = PARTNERS.flatMap((partner) => Array.from({ length: 8 }, () => known(partner)));
  given.closeDay('2026-02-01');
  await given.catchUp();
  const values = await drain(given.values(), null);
  given.closeMonth('2026-01');
  await given.catchUp();
  const start = await given.restatements().end();
  known('acme');
  for (const [at, target] of ids.entries()) if (at >= 16) given.log.tell(`device-d${at}`, 'EventRetracted', { target });
  given.choose(backmarket2024);
  given.state(aRegister(1, { 2022: '1', 2023: '1', 2024: '1' }));
  await given.catchUp();
  const later = await drain(given.values(), values.reached);
  const changes = await drain(given.restatements(), start);
  expect(values.messages.length).toBeGreaterThan(0);
  expect(new Set(changes.messages.map(({ data }) => data.cause))).toEqual(
    new Set(['events', 'factor-set', 'put-on-market']),
  );
  expect(new Set(later.messages.map(({ data }) => data.absent))).toEqual(new Set([undefined, 'empty', 'withheld']));
  expect([...values.messages, ...later.messages, ...changes.messages].flatMap(complaintsAbout)).toEqual([]);
});
