import { describe, expect, it } from '@jest/globals';
import { refused } from '#lifecycle/domain';
import { shortReference } from '../domain/short-answer.js';
import { resultOf } from './answered-message.js';

const place = { topic: 'circulog.intake.v1.green', partition: 0, offset: '7' };

describe('a result', () => {
  it('is the item of a batch with the place of its message', () => {
    const answer = { eventId: 'e', deviceCreated: true, revision: 0, outcome: 'accepted' as const, anomalies: [] };
    const outcome = { outcome: 'recorded' as const, status: 201 as const, answer, position: '1' };
    expect(resultOf({ place, reference: 'mine', outcome })).toEqual({
      status: 201,
      reference: 'mine',
      ...answer,
      source: place,
    });
  });

  it('stays short, whatever was sent', () => {
    const failure = { pointer: `/${'p'.repeat(9_999)}`, rule: 'wrong', detail: 'd'.repeat(999_999), hint: 'Mend it.' };
    const outcome = refused(422, ...Array.from({ length: 5_000 }, () => failure));
    const told = JSON.stringify(resultOf({ place, reference: shortReference('r'.repeat(5_000)), outcome }));
    expect(told.length).toBeLessThan(64 * 1024);
    expect(JSON.parse(told)).toMatchObject({ status: 422, instance: `urn:circulog:kafka:${place.topic}/0/7` });
  });
});
