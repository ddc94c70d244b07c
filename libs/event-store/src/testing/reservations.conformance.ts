import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore, Reservation } from '../port.js';
import { anAppend, anEvent } from './builders.js';
import { aLogName, type OpenLog } from './open-log.js';

const imei = (holder: string, expected: string | null = null): Reservation => ({
  scope: 'identifier',
  key: 'imei:356938035643809',
  expected,
  holder,
});
const serial = (holder: string, expected: string | null = null): Reservation => ({
  scope: 'identifier',
  key: 'serial:apple:C39X',
  expected,
  holder,
});

/** Locks taken together with an append: both or neither (CONTRACTS R5). */
export function reservationsConformance(adapter: string, open: OpenLog): void {
  describe(`reservations on ${adapter}`, () => {
    let store: EventStore;
    const name = aLogName();
    beforeEach(async () => {
      store = await open(name());
    });
    afterEach(() => store.close());

    const append = async (...reservations: Reservation[]) => {
      const request = anAppend({ reservations });
      const [outcome] = await store.append([request]);
      return { outcome, written: await store.readStream(request.stream) };
    };
    const holders = async () => Object.fromEntries(await store.holders([imei(''), serial('')]));

    it('shows who holds a key, and nothing for a key that nobody holds', async () => {
      await append(imei('one'));
      expect(await holders()).toEqual({ 'identifier imei:356938035643809': 'one' });
    });

    it('keeps scopes apart', async () => {
      await append(imei('one'), { ...imei('two'), scope: 'reference' }, { ...imei('three'), scope: 'link' });
      const keys = (['identifier', 'reference', 'link'] as const).map((scope) => ({ ...imei(''), scope }));
      expect([...(await store.holders(keys)).values()]).toEqual(['one', 'two', 'three']);
    });

    it('refuses a key that is held, tells the holder, and writes nothing of the request', async () => {
      await append(imei('one'));
      const { outcome, written } = await append(serial('two'), imei('two'));
      const { scope, key } = imei('');
      expect(outcome).toEqual({ status: 'reservation-held', scope, key, holder: 'one' });
      expect(written).toEqual([]);
      expect(await holders()).toEqual({ 'identifier imei:356938035643809': 'one' });
    });

    it('passes a key on from the expected holder only', async () => {
      await append(imei('one'));
      expect((await append(imei('two', 'somebody'))).outcome).toMatchObject({ holder: 'one' });
      expect((await append(imei('two', 'one'))).outcome).toMatchObject({ status: 'appended' });
      expect(await holders()).toEqual({ 'identifier imei:356938035643809': 'two' });
    });

    it('refuses to pass on a key that nobody holds', async () => {
      expect((await append(imei('two', 'one'))).outcome).toMatchObject({ status: 'reservation-held', holder: null });
    });

    it('gives back what a failing request had passed on', async () => {
      await append(imei('one'), serial('one'));
      await append(imei('two', 'one'), serial('two', 'nobody'));
      expect(await holders()).toEqual({
        'identifier imei:356938035643809': 'one',
        'identifier serial:apple:C39X': 'one',
      });
    });

    it('takes nothing for a request with a wrong revision', async () => {
      await store.append([anAppend({ expectedRevision: 4, reservations: [imei('one')] })]);
      expect(await holders()).toEqual({});
    });

    it('lets a later request of the same call see what an earlier one took', async () => {
      const first = anAppend({ reservations: [imei('one')] });
      const outcomes = await store.append([
        first,
        anAppend({ reservations: [imei('two')] }),
        anAppend({ reservations: [imei('two', 'one')] }),
      ]);
      expect(outcomes).toMatchObject([{ status: 'appended' }, { holder: 'one' }, { status: 'appended' }]);
    });

    it('gives a key to one of many that ask at once', async () => {
      const asking = Array.from({ length: 20 }, (_, index) =>
        store.append([
          anAppend({ events: [anEvent()], reservations: [imei(`device-${index}`), serial(`device-${index}`)] }),
        ]),
      );
      const outcomes = (await Promise.all(asking)).flat();
      const winner = outcomes.findIndex(({ status }) => status === 'appended');
      expect(outcomes.filter(({ status }) => status === 'appended')).toHaveLength(1);
      expect(new Set(Object.values(await holders()))).toEqual(new Set([`device-${winner}`]));
    });

    it('is taken by a request without events too', async () => {
      const request = anAppend({ events: [], reservations: [imei('one')] });
      expect(await store.append([request])).toEqual([{ status: 'appended', events: [] }]);
      expect(await holders()).toEqual({ 'identifier imei:356938035643809': 'one' });
    });
  });
}
