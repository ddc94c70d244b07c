import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { foldJourney } from '../../domain/fold.js';
import { DEVICE, graded, received, resold, tell } from '../../testing/journeys.js';
import { findingsAmong } from '../findings-among.js';

const recorded = (event: RecordedEvent, recordedAt: string): RecordedEvent => ({ ...event, recordedAt });
const journeyOf = (...events: RecordedEvent[]) => foldJourney({ deviceId: DEVICE, events });
const rules = (...events: RecordedEvent[]) =>
  findingsAmong([journeyOf(...events)]).map(({ rule, severity }) => `${rule} ${severity}`);

/** The device came in, and Circulog heard of it on the same day. */
const known = recorded(received('2026-03-01 10:00'), '2026-03-01T12:00:00.000Z');

describe('a report that came after the fact', () => {
  it('is late after weeks, if the device was known when it happened', () => {
    const sale = resold('2026-03-05 10:00');
    expect(rules(known, recorded(sale, '2026-03-18T10:00:00.000Z'))).toEqual([]);
    expect(rules(known, recorded(sale, '2026-03-20T10:00:00.000Z'))).toEqual(['reported-late information']);
  });

  it('is history, not late, where nobody had told Circulog of the device before', () => {
    const [receipt, grade] = [received('2026-03-01 10:00'), graded('2026-03-02 10:00')];
    const at = '2026-06-01T10:00:00.000Z';
    expect(rules(recorded(receipt, at), recorded(grade, at))).toEqual([]);
  });

  it('is back-dated where a grade gets its time before the end of a month that is over', () => {
    const grade = graded('2026-03-31 17:00');
    expect(rules(known, recorded(grade, '2026-04-01T08:00:00.000Z'))).toEqual([]);
    expect(rules(known, recorded(grade, '2026-04-03T08:00:00.000Z'))).toEqual(['back-dated warning']);
    const within = graded('2026-03-20 17:00');
    expect(rules(known, recorded(within, '2026-03-23T08:00:00.000Z'))).toEqual([]);
    expect(rules(known, recorded(within, '2026-04-23T08:00:00.000Z'))).toEqual(['back-dated warning']);
  });

  it('with a day is late from the end of that day', () => {
    const grade = graded('2026-03-31');
    expect(rules(known, recorded(grade, '2026-04-01T20:00:00.000Z'))).toEqual([]);
    expect(rules(known, recorded(grade, '2026-04-02T01:00:00.000Z'))).toEqual(['back-dated warning']);
  });

  it('is as old as what it corrects, unless it moves that back', () => {
    const first = recorded(graded('2026-03-31 17:00'), '2026-03-31T18:00:00.000Z');
    const mended = (at: string) =>
      recorded(graded(at, {}, { corrects: first, reference: 'mended' }), '2026-04-20T10:00:00.000Z');
    expect(rules(known, first, mended('2026-03-31 17:00'))).toEqual([]);
    expect(rules(known, first, mended('2026-03-30 17:00'))).toEqual(['back-dated warning']);
  });
});

describe('a report ahead of its recording', () => {
  it('tells of a clock that is wrong, beyond a few seconds', () => {
    const grade = graded('2026-03-04 10:00');
    expect(rules(known, recorded(grade, '2026-03-04T09:59:57.000Z'))).toEqual([]);
    expect(rules(known, recorded(grade, '2026-03-04T09:57:00.000Z'))).toEqual(['reported-ahead information']);
  });
});

describe('when something was recorded', () => {
  it('changes nothing in the journey', () => {
    const grade = graded('2026-03-31 17:00');
    const [early, late] = ['2026-03-31T18:00:00.000Z', '2026-09-01T10:00:00.000Z'].map((at) => {
      const { entries, ...state } = journeyOf(known, recorded(grade, at));
      return { state, standings: entries.map(({ standing, anomalies }) => ({ standing, anomalies })) };
    });
    expect(late).toEqual(early);
  });

  it('says nothing of a report that does not count', () => {
    const grade = recorded(graded('2026-03-31 17:00'), '2026-05-01T10:00:00.000Z');
    const undone = tell('EventRetracted', '2026-05-02 10:00', { target: { eventId: grade.id } });
    expect(rules(known, grade, undone)).toEqual([]);
  });
});
