import { describe, expect, it } from '@jest/globals';
import {
  given,
  graded,
  received,
  releasedByDecision,
  retracted,
  setAside,
  started,
  tell,
} from '../../testing/journeys.js';

const receipt = received('2024-01-10 08:00');
const wrong = graded('2024-01-11 08:00');
const grade = { scheme: 'backmarket', schemeVersion: '1', code: 'FAIR' };

describe('a correction', () => {
  const right = graded('2024-01-11 08:00', { grade }, { corrects: wrong, reference: 'again' });

  it('voids what it corrects and takes its place', () => {
    const spec = given(receipt, wrong, right);
    expect(spec.standingOf(wrong)).toEqual({ standing: 'void', by: right.id });
    spec.then({ journey: { grades: [{ code: 'FAIR' }] } });
  });

  it('of a correction leaves the last one alone, and the one before once it is retracted', () => {
    const last = graded(
      '2024-01-11 08:00',
      { grade: { ...grade, code: 'EXCELLENT' } },
      { corrects: right, reference: 'third' },
    );
    const spec = given(receipt, wrong, right, last);
    expect([wrong, right, last].map((event) => spec.standingOf(event)?.standing)).toEqual(['void', 'void', 'counted']);
    spec.then({ journey: { grades: [{ code: 'EXCELLENT' }] } });
    const undone = spec.whenReported(retracted(last, '2024-01-13 08:00'));
    expect([wrong, right, last].map((event) => undone.standingOf(event)?.standing)).toEqual([
      'void',
      'counted',
      'void',
    ]);
  });

  it('gives way to what it corrected once it is retracted itself', () =>
    given(receipt, wrong, right, retracted(right, '2024-01-12 08:00')).then({
      journey: { grades: [{ code: 'GOOD' }] },
    }));
});

describe('a retraction', () => {
  it('may name its target by the reference of the same sender', () => {
    const byReference = tell('EventRetracted', '2024-01-12 08:00', {
      target: { reference: wrong.metadata.reference },
      reason: 'did_not_occur',
    });
    expect(given(receipt, wrong, byReference).standingOf(wrong)).toMatchObject({ standing: 'void' });
    const foreign = { ...byReference, recordedBy: 'else' };
    expect(given(receipt, wrong, foreign).standingOf(wrong)).toEqual({ standing: 'counted' });
  });

  it('stands in the timeline after what it speaks of', () => {
    const spec = given(receipt, wrong, started('2024-01-11 09:00'), retracted(wrong, '2024-01-20 08:00'));
    expect(spec.journey.entries.map(({ event }) => event.type)).toEqual([
      'DeviceReceived',
      'GradeAssigned',
      'EventRetracted',
      'RefurbishmentStarted',
    ]);
  });

  it('with a replacement lets it count while the retraction does', () => {
    const retraction = retracted(wrong, '2024-01-12 08:00');
    const replacementIn = { retractionId: retraction.id, stream: wrong.stream };
    const replacement = graded('2024-01-11 09:00', { grade }, { reference: 'r2', metadata: { replacementIn } });
    given(receipt, wrong, replacement, retraction).then({ setAside: [], journey: { grades: [{ code: 'FAIR' }] } });
    given(receipt, wrong, replacement).then({
      setAside: [[replacement, 'replacement-waiting']],
      journey: { grades: [{ code: 'GOOD' }] },
    });
    given(receipt, wrong, replacement, retraction, retracted(retraction, '2024-01-13 08:00')).then({
      setAside: [[replacement, 'replacement-waiting']],
    });
  });
});

describe("a person's decision", () => {
  it('sets an event aside whatever the rules say', () => {
    const decision = setAside(wrong, '2024-01-12 08:00');
    const spec = given(receipt, wrong, decision);
    spec.then({ setAside: [[wrong, 'set-aside-by-decision']], journey: { grades: [] } });
    expect(spec.standingOf(wrong)).toMatchObject({ decidedBy: decision.id });
  });

  it('is overridden by a later one, and by its own retraction', () => {
    const decision = setAside(wrong, '2024-01-12 08:00');
    given(receipt, wrong, decision, releasedByDecision(wrong, '2024-01-13 08:00')).then({ setAside: [] });
    given(receipt, wrong, decision, retracted(decision, '2024-01-13 08:00')).then({ setAside: [] });
  });
});
