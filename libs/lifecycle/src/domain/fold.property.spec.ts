import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#kernel';
import { retracted } from '../testing/journeys.js';
import { DEVICES, randomHistory } from '../testing/random-history.js';
import { canonicalOrder, compareCanonical, foldJourney, orderContext } from './index.js';

const [DEVICE] = DEVICES;
const fold = (events: readonly RecordedEvent[], deviceId: string = DEVICE) => foldJourney({ deviceId, events });

const anyOrder = (events: readonly RecordedEvent[]) =>
  fc.tuple(
    fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length }),
    fc.subarray([...events]),
  );

describe('the fold of any history', () => {
  it('gives an equal journey for every order of arrival and any repeats', () =>
    fc.assert(
      fc.property(
        randomHistory.chain((events) => fc.tuple(fc.constant(events), anyOrder(events))),
        ([events, [shuffled, again]]) => {
          for (const device of DEVICES) expect(fold([...shuffled, ...again], device)).toEqual(fold(events, device));
        },
      ),
      { numRuns: 300 },
    ));

  it('reads neither recording times, revisions nor hashes', () =>
    fc.assert(
      fc.property(randomHistory, (events) => {
        const elsewhere = events.map((event, index) => ({
          ...event,
          recordedAt: new Date(1.9e12 - index * 1e6).toISOString(),
          revision: events.length - index,
          hash: `h${index}`,
        }));
        const withoutEvents = (journey: ReturnType<typeof fold>) => ({
          ...journey,
          entries: journey.entries.map(({ event, ...entry }) => ({ ...entry, id: event.id })),
        });
        expect(withoutEvents(fold(elsewhere))).toEqual(withoutEvents(fold(events)));
      }),
      { numRuns: 200 },
    ));

  it('does not depend on the ids that events were given', () =>
    fc.assert(
      fc.property(randomHistory, (events) => {
        const renamed = JSON.parse(
          events.reduce((text, { id }) => text.replaceAll(id, mirrored(id)), JSON.stringify(events)),
        ) as RecordedEvent[];
        expect(withoutIds(fold(renamed), renamed)).toEqual(withoutIds(fold(events), events));
      }),
      { numRuns: 300 },
    ));

  it('is unregistered once every event is retracted, and as before once the retractions are', () =>
    fc.assert(
      fc.property(randomHistory, (events) => {
        const plain = events.filter(({ type }) => !ABOUT.has(type));
        const wrong = plain.map((event, index) => retracted(event, '2024-05-01 10:00', { reference: `x${index}` }));
        const gone = fold([...plain, ...wrong]);
        expect(gone.disposition).toBe('unregistered');
        expect([gone.lives, gone.cycles, gone.sales, gone.legs, gone.anomalies]).toEqual([[], [], [], [], []]);
        const back = wrong.map((event, index) => retracted(event, '2024-05-02 10:00', { reference: `y${index}` }));
        const { entries: _before, ...before } = fold(plain);
        const { entries: _after, ...after } = fold([...plain, ...wrong, ...back]);
        expect(after).toEqual(before);
      }),
      { numRuns: 200 },
    ));
});

/** Another id of the same form: the order among them is turned round. */
const mirrored = (id: string): string =>
  [...id].map((digit) => (digit === '-' ? '-' : (15 - Number.parseInt(digit, 16)).toString(16))).join('');

/** A journey in which every event goes by its place in the canonical order, and findings by their rules. */
function withoutIds(journey: ReturnType<typeof fold>, events: readonly RecordedEvent[]): unknown {
  const { entries, anomalies, ...rest } = journey;
  const told = {
    ...rest,
    anomalies: anomalies.map(({ id: _, evidence, ...anomaly }) => ({ ...anomaly, evidence: evidence.length })),
    entries: entries.map(({ event, standing }) => ({ type: event.type, at: event.occurredAt, standing })),
  };
  const names = events.map(({ id, metadata }) => [id, `${metadata.digest} ${metadata.reference}`] as const);
  return JSON.parse(
    names.reduce((text, [id, name]) => text.replaceAll(id, JSON.stringify(name).slice(1, -1)), JSON.stringify(told)),
  );
}

const ABOUT = new Set(['EventRetracted', 'EventSetAside', 'EventReleased', 'DevicesMerged', 'DeviceSplit']);

/** Like another event in all but what the log tells equal reports apart by: its content, or its reference alone. */
const twinsOf = (event: RecordedEvent): RecordedEvent[] => {
  const { metadata } = event;
  const named = (key: 'digest' | 'reference') => ({
    ...event,
    id: `${event.id} ${key}`,
    metadata: { ...metadata, [key]: `${metadata[key]} too` },
  });
  return [event, named('digest'), named('reference')];
};

const withTwins = fc
  .tuple(randomHistory, fc.nat())
  .map(([events, pick]) => [...events, ...twinsOf(events[pick % events.length] as RecordedEvent).slice(1)]);

const contentOf = ({ metadata }: RecordedEvent): string => `${metadata.digest} ${metadata.reference}`;

describe('the canonical order of any history', () => {
  it('is total: only one and the same report is equal to itself', () =>
    fc.assert(
      fc.property(withTwins, (events) => {
        const context = orderContext(events);
        for (const a of events) {
          for (const b of events) {
            const order = Math.sign(compareCanonical(a, b, context));
            expect(order === 0).toBe(contentOf(a) === contentOf(b));
            expect(order + Math.sign(compareCanonical(b, a, context))).toBe(0);
          }
        }
      }),
      { numRuns: 200 },
    ));

  it('is transitive', () =>
    fc.assert(
      fc.property(withTwins, fc.nat(), fc.nat(), fc.nat(), (events, i, j, k) => {
        const context = orderContext(events);
        const at = (index: number) => events[index % events.length] as RecordedEvent;
        const [a, b, c] = [at(i), at(j), at(k)];
        if (compareCanonical(a, b, context) > 0 || compareCanonical(b, c, context) > 0) return;
        expect(compareCanonical(a, c, context)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    ));

  it('is the same however the events arrive', () =>
    fc.assert(
      fc.property(
        withTwins.chain((events) => fc.tuple(fc.constant(events), anyOrder(events))),
        ([events, [shuffled]]) =>
          expect(canonicalOrder(shuffled).map(contentOf)).toEqual(canonicalOrder(events).map(contentOf)),
      ),
      { numRuns: 200 },
    ));
});
