import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aPartner, openBench, type RecorderBench } from '../testing/recorder-bench.js';

const IMEI = 'imei:490154203237518';

describe('reports that belong nowhere on a map', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
    const nowhere = { country: 'ZZ', sites: [{ id: 'default', country: 'ZZ', timeZone: 'UTC', default: true }] };
    bench.partners.set('operator', aPartner('operator', ['operator'], nowhere));
  });
  afterEach(() => bench.close());

  const locationOf = async (partner: string) => {
    const [outcome] = await bench.record(partner, {
      device: IMEI,
      type: 'DeviceDescribed',
      occurredAt: '2026-03-05T10:15:00Z',
      reference: 'd-1',
      data: { model: 'M' },
    });
    return (await bench.store.readEvent(bench.eventOf(outcome)))?.event.location;
  };

  it('are in no country where their sender has none', async () => expect(await locationOf('operator')).toBeUndefined());

  it('are in the country of a sender that has one, marked as inferred', async () =>
    expect(await locationOf('refurb')).toEqual({ country: 'DE', inferred: true }));
});

describe('the erasure of what was kept about a person', () => {
  let bench: RecorderBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const erased = {
    type: 'PersonalDataErased',
    occurredAt: '2026-03-05T10:15:00Z',
    reference: 'p-1',
    data: { subjectRef: 'anna', keyId: 'k-1' },
  };

  it('is recorded in a stream of its own, about no device', async () => {
    const [outcome, again] = await bench.record('operator', erased, erased);
    expect(outcome).toMatchObject({ status: 201, answer: { deviceCreated: false, outcome: 'accepted' } });
    expect(again).toMatchObject({ status: 200 });
    expect((await bench.store.readStream('subject-anna')).map(({ event }) => event.type)).toEqual([
      'PersonalDataErased',
    ]);
  });

  it('is refused where it names a device', async () => {
    const [outcome] = await bench.record('operator', { ...erased, device: IMEI });
    expect(outcome).toMatchObject({ status: 422, errors: [{ pointer: '/device', rule: 'wrong-subject' }] });
  });
});
