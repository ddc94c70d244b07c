import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import {
  completed,
  DEVICE,
  given,
  graded,
  manufactured,
  received,
  retracted,
  tell,
  tradedIn,
} from '../../testing/journeys.js';
import { foldJourney } from '../fold.js';
import { linkedStreams } from './links.js';

const OTHER = '00000000-0000-7000-8000-00000000000b';
const THIRD = '00000000-0000-7000-8000-00000000000c';
const operator = { by: 'operator' };

const merged = (when: string, survivorId: string, absorbedId: string) =>
  tell('DevicesMerged', when, { survivorId, absorbedId }, { ...operator, device: absorbedId });
const split = (when: string, newDeviceId: string, eventIds: string[], more: JsonObject = {}) =>
  tell('DeviceSplit', when, { newDeviceId, eventIds, ...more }, operator);

const early = manufactured('2023-01-10 08:00');
const late = received('2024-01-10 08:00', {}, { device: OTHER });

describe('merged devices', () => {
  const link = merged('2024-02-01 10:00', DEVICE, OTHER);

  it('have one journey, by whichever of their ids it is asked for', () => {
    given(early, late, link).then({ journey: { deviceId: DEVICE, members: [DEVICE, OTHER], disposition: 'received' } });
    expect(given(early, late, link).seenAs(OTHER).journey).toEqual(given(early, late, link).journey);
  });

  it('are two again once the merge is retracted', () => {
    const undone = given(early, late, link, retracted(link, '2024-02-02 10:00'));
    undone.then({ journey: { members: [DEVICE], disposition: 'manufactured' } });
    undone.seenAs(OTHER).then({ journey: { deviceId: OTHER, disposition: 'received' } });
  });

  it('go by the survivor of the last link', () =>
    given(link, merged('2024-03-01 10:00', THIRD, DEVICE)).then({
      journey: { deviceId: THIRD, members: [DEVICE, OTHER, THIRD] },
    }));

  it('go by the smallest id where the links run in a circle or are of one moment', () => {
    given(link, merged('2024-03-01 10:00', OTHER, DEVICE)).then({ journey: { deviceId: DEVICE } });
    given(merged('2024-03-01 10:00', THIRD, DEVICE), merged('2024-03-01 10:00', OTHER, DEVICE)).then({
      journey: { deviceId: OTHER },
    });
  });
});

describe('a split', () => {
  const mine = received('2024-01-10 08:00');
  const theirs = completed('2024-01-11 08:00');

  it('gives events to the other device without moving them', () => {
    const apart = given(mine, theirs, split('2024-02-01 10:00', OTHER, [theirs.id]));
    apart.then({ journey: { disposition: 'received' } });
    apart.seenAs(OTHER).then({ journey: { deviceId: OTHER, disposition: 'ready' } });
  });

  it('takes retractions of those events along', () => {
    const apart = given(
      mine,
      theirs,
      split('2024-02-01 10:00', OTHER, [theirs.id]),
      retracted(theirs, '2024-02-02 10:00'),
    );
    expect(apart.seenAs(OTHER).journey.entries).toHaveLength(2);
    expect(apart.journey.entries.map(({ event }) => event.type)).toEqual(['DeviceReceived', 'DeviceSplit']);
  });

  it('leaves an identifier contested until it says whose it is', () => {
    const imei = { addressedBy: ['imei:356938035643809'] };
    const first = received('2024-01-10 08:00', {}, imei);
    const clone = graded('2024-01-11 08:00', {}, imei);
    const unclear = graded('2024-01-12 08:00', {}, imei);
    const apart = given(first, clone, unclear, split('2024-02-01 10:00', OTHER, [clone.id]));
    apart.then({
      anomalies: ['identifier-contested'],
      setAside: [[unclear, 'identity-ambiguous']],
      journey: { contested: ['imei:356938035643809'] },
    });
    apart.seenAs(OTHER).then({ setAside: [], journey: { contested: ['imei:356938035643809'] } });
    const ruling = tell(
      'IdentifierContestResolved',
      '2024-02-02 10:00',
      { kind: 'imei', value: '356938035643809', holderDeviceId: DEVICE },
      operator,
    );
    apart.whenReported(ruling).then({ setAside: [], journey: { contested: [] } });
    const handed = given(
      first,
      clone,
      split('2024-02-01 10:00', OTHER, [clone.id], { identifiers: ['imei:356938035643809'] }),
    );
    handed.then({ journey: { identifiers: [], contested: [] } });
    handed.seenAs(OTHER).then({ journey: { identifiers: [{ identifier: 'imei:356938035643809' }], contested: [] } });
  });
});

describe('an order', () => {
  const order = (line: string | undefined) =>
    tradedIn(
      '2024-01-01 08:00',
      { orderRef: 'T-1' },
      {
        stream: 'order-refurb:T-1',
        addressedBy: [line === undefined ? 'order:refurb:T-1' : `order:refurb:T-1/${line}`],
      },
    );
  const receipt = received('2024-01-10 08:00', { orderRef: 'T-1', lineRef: '1' });

  it('is linked by the receipt that names it, at its own time', () => {
    const { entries, orders } = given(order('1'), receipt).journey;
    expect(entries.map(({ event }) => event.type)).toEqual(['TradeInAccepted', 'DeviceReceived']);
    expect(orders).toEqual([{ subject: 'order:refurb:T-1', lineRef: '1', eventId: receipt.id }]);
  });

  it('matches any line where one of the two names none', () =>
    expect(given(order(undefined), receipt).journey.entries).toHaveLength(2));

  it('of another line stays out', () => expect(given(order('2'), receipt).journey.entries).toHaveLength(1));

  it('received twice stays with the first receipt', () => {
    const second = received('2024-01-11 08:00', { orderRef: 'T-1', lineRef: '1' }, { device: OTHER });
    const both = given(order('1'), receipt, second);
    expect(both.journey.entries).toHaveLength(2);
    expect(both.seenAs(OTHER).journey.entries).toHaveLength(1);
    both.seenAs(OTHER).then({ anomalies: ['order-line-twice'] });
  });

  it('is named among the streams to load', () =>
    expect(linkedStreams([receipt])).toEqual(['order-refurb:T-1', 'order-refurb:T-1/1']));
});

describe('a view as of a time', () => {
  it('cuts by occurrence, and knows of corrections all the same', () => {
    const wrong = received('2024-01-10 08:00');
    const events = [early, wrong, retracted(wrong, '2024-06-01 10:00')];
    const journey = foldJourney({ deviceId: DEVICE, events, asOf: wrong.metadata.instant });
    expect(journey.disposition).toBe('manufactured');
  });
});
