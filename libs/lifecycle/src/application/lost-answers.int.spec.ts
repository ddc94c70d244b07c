import { afterEach, describe, expect, it } from '@jest/globals';
import type { AppendOutcome, AppendRequest, EventStore } from '#event-store';
import { openBench, type RecorderBench } from '../testing/recorder-bench.js';

const OTHER = 'imei:356938035643809';
const grade = (reference: string, device = 'imei:490154203237518') => ({
  device,
  type: 'GradeAssigned',
  occurredAt: '2026-03-05T10:15:00Z',
  reference,
  data: { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' },
});
const retraction = () => {
  const { reference: _, ...replacement } = grade('', OTHER);
  return {
    type: 'EventRetracted',
    occurredAt: '2026-03-06T10:15:00Z',
    reference: 'r-1',
    data: { target: { reference: 'g-1' }, reason: 'incorrect_data', replacement },
  };
};

const UNKNOWN: AppendOutcome = { status: 'unknown', reason: 'The commit failed.' };
type Append = (requests: readonly AppendRequest[]) => Promise<AppendOutcome[]>;

/** A log whose appends go another way. */
const appending = (append: (real: Append) => Append) => (store: EventStore) =>
  new Proxy(store, {
    get: (target, name) => {
      if (name === 'append') return append((requests) => target.append(requests));
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });

describe('an append whose answer is lost', () => {
  let bench: RecorderBench;
  afterEach(() => bench.close());

  it('is sent again under the same ids, and recorded once', async () => {
    let calls = 0;
    bench = await openBench(
      appending((real) => async (requests) => {
        const outcomes = await real(requests);
        calls += 1;
        return calls === 1 ? outcomes.map(() => UNKNOWN) : outcomes;
      }),
    );
    const [told] = await bench.record('refurb', grade('g-1'));
    expect(told).toMatchObject({ status: 201, answer: { revision: 1 } });
    expect(await bench.store.readAll(null, 10)).toHaveLength(2);
  });

  it('for good is answered 503, and the same report later is recorded', async () => {
    let broken = true;
    bench = await openBench(
      appending((real) => async (requests) => (broken ? requests.map(() => UNKNOWN) : real(requests))),
    );
    const [lost] = await bench.record('refurb', grade('g-1'));
    expect(lost).toMatchObject({ status: 503, errors: [{ rule: 'retry' }] });
    broken = false;
    expect((await bench.record('refurb', grade('g-1')))[0]).toMatchObject({
      status: 201,
      answer: { deviceCreated: true },
    });
  });

  it('between a replacement and its retraction leaves no loss, and is completed by the repeat', async () => {
    let broken = true;
    const isRetraction = ({ events }: AppendRequest) => events.some(({ type }) => type === 'EventRetracted');
    bench = await openBench(
      appending(
        (real) => async (requests) =>
          broken && requests.some(isRetraction) ? requests.map(() => UNKNOWN) : real(requests),
      ),
    );
    await bench.record('refurb', grade('g-1'));
    expect((await bench.record('refurb', retraction()))[0]?.status).toBe(503);
    const before = await bench.store.readAll(null, 10);
    expect(before.map(({ event }) => event.type)).toEqual([
      'DeviceRegistered',
      'GradeAssigned',
      'DeviceRegistered',
      'GradeAssigned',
    ]);
    broken = false;
    const [done] = await bench.record('refurb', retraction());
    expect(done?.status).toBe(201);
    const after = await bench.store.readAll(null, 10);
    expect(after).toHaveLength(before.length + 1);
    expect(after[3]?.event.metadata.replacementIn).toMatchObject({ retractionId: bench.eventOf(done) });
    expect((await bench.record('refurb', retraction()))[0]?.status).toBe(200);
  });

  it('too large for the log is refused by itself', async () => {
    bench = await openBench();
    const evidence = Array.from({ length: 50 }, (_, index) => ({
      kind: 'photo',
      sha256: index.toString(16).padStart(64, '0'),
      mediaType: 'image/jpeg',
      uri: `https://example.org/${'ü'.repeat(900)}`,
    }));
    const outcomes = await bench.record('refurb', { ...grade('g-1'), evidence }, grade('g-2', OTHER));
    expect(outcomes).toMatchObject([{ status: 422, errors: [{ rule: 'not-recordable' }] }, { status: 201 }]);
    expect(bench.refusals).toEqual([{ status: 422, reference: 'g-1' }]);
  });
});
