import { describe, it } from '@jest/globals';
import {
  completed,
  delivered,
  given,
  manufactured,
  received,
  retracted,
  soldNew,
  tell,
} from '../../testing/journeys.js';
import { DEVICE } from '../../testing/tell.js';

const OTHER = '00000000-0000-7000-8000-00000000000b';
const shop = { by: 'shop', roles: ['retailer'] as const };
const other = { device: OTHER };
const sold = [manufactured('2023-01-10 08:00'), soldNew('2023-02-01 10:00', { fulfilment: 'in_store' })];
const replaced = tell(
  'DeviceReplaced',
  '2023-06-01 10:00',
  { newDevice: `device:${OTHER}` },
  { ...shop, addressedBy: ['imei:356938035643809'], metadata: { newDeviceId: OTHER } },
);
const instead = [manufactured('2023-05-01 08:00', {}, { ...other, by: 'maker' })];

describe('a device that its user got instead of another', () => {
  it('is on its way to the same user, and its life opens three days later, inferred', () =>
    given(...sold, replaced, ...instead)
      .seenAs(OTHER)
      .then({
        anomalies: [],
        journey: {
          deviceId: OTHER,
          entries: [{ event: { type: 'DeviceManufactured' } }, { event: { id: replaced.id }, ofDevice: DEVICE }],
          disposition: 'sold_in_transit',
          ownership: { state: 'owner', party: 'consumer:anna' },
          identifiers: [],
          lives: [
            { number: 1, kind: 'replacement', openedBy: replaced.id, openingInferred: true, replacementFor: DEVICE },
          ],
        },
      }));

  it('is in use from its delivery on', () => {
    const arrival = delivered('2023-06-02 10:00', {}, other);
    given(...sold, replaced, ...instead, arrival)
      .seenAs(OTHER)
      .then({
        journey: {
          disposition: 'in_use',
          custody: { state: 'held', party: 'consumer:anna' },
          lives: [{ kind: 'replacement', openedAt: arrival.metadata.instant, openingInferred: false }],
        },
      });
  });

  it('ends the intake that it comes out of', () =>
    given(
      ...sold,
      replaced,
      received('2023-05-02 08:00', { intakeReason: 'transfer' }, other),
      completed('2023-05-03 08:00', {}, other),
    )
      .seenAs(OTHER)
      .then({ journey: { cycles: [{ outcome: 'refurbished' }], lives: [{ cycleOutcome: 'refurbished' }] } }));

  it('leaves the life of the replaced one closed, or void inside the window', () => {
    given(...sold, replaced, ...instead).then({ journey: { lives: [{ closedReason: 'replaced' }] } });
    const early = tell('DeviceReplaced', '2023-02-10 10:00', { newDevice: `device:${OTHER}` }, shop);
    given(...sold, early).then({ journey: { lives: [{ voidedBy: early.id }] } });
  });

  it('is none once the replacement is retracted, nor while nobody has reported on it', () => {
    given(...sold, replaced, ...instead, retracted(replaced, '2023-06-03 10:00'))
      .seenAs(OTHER)
      .then({ journey: { disposition: 'manufactured', lives: [] } });
    given(...sold, replaced)
      .seenAs(OTHER)
      .then({ journey: { disposition: 'unregistered', entries: [] } });
  });
});
