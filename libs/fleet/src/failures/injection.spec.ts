import { describe, expect, it } from '@jest/globals';
import { journeys } from '../fleet.js';
import { FAILURES } from './cases.js';
import { FAILURE_NAMES } from './failure-name.js';
import { allFailures } from './injection.js';

const until = '2026-06-30';
const honest = new Map(
  [...journeys({ seed: 'x', devices: 400, until })].map(({ device, deliveries }) => [device?.index, deliveries]),
);

describe('failure cases', () => {
  it('are the listed ones, each once', () => {
    expect(FAILURES.map(({ name }) => name)).toEqual([...FAILURE_NAMES]);
  });

  it.each(FAILURE_NAMES)('%s appears when it is switched on, and changes what is told', (name) => {
    const broken = [...journeys({ seed: 'x', devices: 400, until, failures: { [name]: 1 } })];
    const hit = broken.filter(({ failures }) => failures.includes(name));
    expect(hit.length).toBeGreaterThan(0);
    for (const journey of hit) {
      expect(JSON.stringify(journey.deliveries)).not.toBe(JSON.stringify(honest.get(journey.device?.index)));
    }
    expect(
      hit.flatMap(({ deliveries }) => deliveries).filter(({ failure }) => failure === name).length,
    ).toBeGreaterThan(0);
  });

  it('do not appear when they are switched off', () => {
    const all = [...journeys({ seed: 'x', devices: 100, until })];
    expect(all.flatMap(({ failures }) => failures)).toEqual([]);
    expect(all.flatMap(({ deliveries }) => deliveries).some(({ failure }) => failure !== undefined)).toBe(false);
  });

  it('happen to about as many devices as the rates say', () => {
    const all = [...journeys({ seed: 'x', devices: 2_000, until, failures: allFailures(0.005) })];
    const hit = all.filter(({ failures }) => failures.length > 0).length;
    expect(hit).toBeGreaterThan(80);
    expect(hit).toBeLessThan(280);
  });
});
