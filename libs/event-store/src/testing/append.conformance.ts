import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '../port.js';
import { anAppend, anEvent, aStream } from './builders.js';
import { aLogName, type OpenLog } from './open-log.js';

/** What `append` promises about revisions, wholes, order and repeats. */
export function appendConformance(adapter: string, open: OpenLog): void {
  describe(`append on ${adapter}`, () => {
    let store: EventStore;
    const name = aLogName();
    beforeEach(async () => {
      store = await open(name());
    });
    afterEach(() => store.close());

    it('answers with the events as a read gives them back', async () => {
      const request = anAppend({ events: [anEvent(), anEvent({ data: { note: 'naïve 📱 \u2028 "x" \\ \u0000' } })] });
      const [outcome] = await store.append([request]);
      expect(outcome).toEqual({ status: 'appended', events: await store.readStream(request.stream) });
      expect(await store.readStream(request.stream)).toMatchObject(
        request.events.map((event, revision) => ({ event: { ...event, revision, stream: request.stream } })),
      );
    });

    it('lets one of two first appends win and tells the other the actual revision', async () => {
      const stream = aStream();
      const outcomes = await Promise.all([store.append([anAppend({ stream })]), store.append([anAppend({ stream })])]);
      expect(outcomes.flat()).toMatchObject([
        { status: 'appended' },
        { status: 'wrong-expected-revision', actualRevision: 0 },
      ]);
    });

    it.each([-1, 0, 2, 7])('refuses revision %i for a stream at revision 1', async (expectedRevision) => {
      const first = anAppend({ events: [anEvent(), anEvent()] });
      await store.append([first]);
      const [outcome] = await store.append([anAppend({ stream: first.stream, expectedRevision })]);
      expect(outcome).toEqual({ status: 'wrong-expected-revision', actualRevision: 1 });
      expect(await store.readStream(first.stream)).toHaveLength(2);
    });

    it('refuses to continue a stream that is not there', async () => {
      const outcome = await store.append([anAppend({ expectedRevision: 0 })]);
      expect(outcome).toEqual([{ status: 'wrong-expected-revision', actualRevision: -1 }]);
    });

    it('takes requests in order, each seeing the ones before it', async () => {
      const stream = aStream();
      const next = (expectedRevision: number) => anAppend({ stream, expectedRevision });
      const outcomes = await store.append([next(-1), next(0), next(0), next(1), next(5)]);
      expect(outcomes.map(({ status }) => status)).toEqual([
        'appended',
        'appended',
        'wrong-expected-revision',
        'appended',
        'wrong-expected-revision',
      ]);
    });

    it('lets calls that are under way together build on each other', async () => {
      const stream = aStream();
      const calls = Array.from({ length: 50 }, (_, index) =>
        store.append([anAppend({ stream, expectedRevision: index - 1 })]),
      );
      expect(new Set((await Promise.all(calls)).flat().map(({ status }) => status))).toEqual(new Set(['appended']));
      expect((await store.readStream(stream)).map(({ event }) => event.revision)).toEqual([...Array(50).keys()]);
    });

    it('leaves the neighbours of a failing request alone', async () => {
      const [before, wrong, after] = [anAppend(), anAppend({ expectedRevision: 3 }), anAppend()];
      await store.append([before, wrong, after]);
      const read = await store.readStreams([before.stream, wrong.stream, after.stream]);
      expect([...read.values()].map(({ length }) => length)).toEqual([1, 0, 1]);
    });

    it('refuses what the log cannot hold, and appends nothing of that call', async () => {
      const [fine, broken] = [anAppend(), anAppend({ events: [anEvent({ data: { note: '\ud800' } })] })];
      await expect(store.append([fine, broken])).rejects.toThrow('string is not Unicode');
      expect(await store.readStream(fine.stream)).toEqual([]);
    });

    it('accepts a call without requests', async () => {
      expect(await store.append([])).toEqual([]);
    });
  });
}
