import { describe, expect, it } from '@jest/globals';
import { MemoryLog } from '#projections/testing';
import { deviceEventsFeed, type FeedPosition } from '../domain/index.js';
import { LogFeedSource } from '../relay/log-feed-source.js';
import { placesOf } from './places-of.js';
import { resumeToken } from './resume-token.js';

/** A feed of a log of which nobody may count how long it is. */
function feedOf(log: MemoryLog) {
  const source = new LogFeedSource(deviceEventsFeed, log);
  source.lag = async () => {
    throw new Error('Much was read for nothing.');
  };
  const token = (place: FeedPosition) => resumeToken(new Map([[source.feed.name, place]]));
  return { goOn: (place: FeedPosition) => placesOf([source], { lastEventId: token(place) }) };
}

describe('the place that a stream goes on from', () => {
  it('is held to be in the log, without reading what follows', async () => {
    const log = new MemoryLog();
    const eventId = log.tell('device-1', 'Said');
    log.tell('device-1', 'Said');
    const { goOn } = feedOf(log);
    const here = { position: `${log.epoch}:1`, eventId };
    expect(await goOn(here)).toEqual([here]);
    const ofTheLogBefore = { position: 'the-log-before:7', eventId };
    expect(await goOn(ofTheLogBefore)).toEqual([ofTheLogBefore]);
  });

  it('is refused when it is of another log', async () => {
    const { goOn } = feedOf(new MemoryLog());
    const foreign = goOn({ position: 'another-log:7', eventId: 'unknown' });
    await expect(foreign).rejects.toMatchObject({ status: 410, errors: [{ rule: 'foreign-position' }] });
  });
});
