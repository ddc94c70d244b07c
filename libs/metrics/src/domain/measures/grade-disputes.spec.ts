import { describe, expect, it } from '@jest/globals';
import type { JsonObject, RecordedEvent } from '#kernel';
import { delivered, given, graded, received, resold, returnAuthorised, returned, started } from '#lifecycle/testing';
import { gradeDisputes } from './grade-disputes.js';

const grade = (code: string) => ({ grade: { scheme: 'backmarket', schemeVersion: '1', code } });
const sold = [
  received('2025-02-01 08:00'),
  graded('2025-02-02 08:00', grade('GOOD')),
  resold('2025-03-01 10:00'),
  delivered('2025-03-03 10:00'),
];
const allowed = (data: JsonObject) => returnAuthorised('2025-03-08 10:00', { orderRef: 'O-1', ...data });
const back = returned('2025-03-10 10:00', {}, { by: 'desk' });

function disputesOf(...more: RecordedEvent[]): string[] {
  const journey = given(...sold, ...more).journey;
  const [sale] = journey.sales;
  return sale === undefined ? ['no sale'] : gradeDisputes(journey, sale);
}

describe('a sold grade is disputed', () => {
  it('by a return as not as described, in the words of the channel', () => {
    const reason = (reasonCode: string, reasonScheme: string) =>
      disputesOf(allowed({ reasonCode, reasonScheme }), back);
    expect(reason('21', 'backmarket')).toEqual([back.id]);
    expect(reason('1', 'backmarket')).toEqual([]);
    expect(reason('21', 'own')).toEqual([]);
  });

  it('by a lower grade of somebody else on the return', () => {
    const regraded = (code: string, by: string) => graded('2025-03-11 10:00', grade(code), { by });
    const lower = regraded('FAIR', 'desk');
    expect(disputesOf(back, lower)).toEqual([lower.id]);
    expect(disputesOf(back, regraded('GOOD', 'desk'))).toEqual([]);
    expect(disputesOf(back, regraded('FAIR', 'refurb'))).toEqual([]);
  });

  it('not by a grade that follows work on it, nor without a return', () => {
    const later = graded('2025-03-20 10:00', grade('FAIR'), { by: 'desk' });
    expect(disputesOf(back, started('2025-03-15 10:00'), later)).toEqual([]);
    expect(disputesOf(later)).toEqual([]);
  });
});
