import { describe, expect, it } from '@jest/globals';
import { journeys } from '#fleet';
import { StarJourney } from './star-journey.js';

const options = { seed: 'star', devices: 300, until: '2026-06-30' };

describe('star journey', () => {
  it('is an honest one with a second life, named by an IMEI', () => {
    const star = new StarJourney();
    const all = [...journeys(options)];
    for (const journey of all) star.look(journey);
    const chosen = all.find(({ device }) => `imei:${device?.imeis[0]}` === star.identifier);
    expect(chosen?.failures).toEqual([]);
    expect(chosen?.deliveries.map(({ report }) => report.type)).toContain('DeviceResold');
  });

  it('is none where nothing was told', () => {
    expect(new StarJourney().identifier).toBeUndefined();
  });
});
