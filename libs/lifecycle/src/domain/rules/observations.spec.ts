import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import {
  completed,
  delivered,
  described,
  diagnosed,
  erased,
  given,
  graded,
  listed,
  manufactured,
  received,
  registered,
  resold,
  resolved,
  returned,
  started,
  tell,
  tradedIn,
} from '../../testing/journeys.js';

const refurb = { by: 'refurb', roles: ['refurbisher'] as const };
const told = (type: string, when: string, data: JsonObject = {}) => tell(type, when, data, refurb);
const phone = registered('2024-02-28 10:00', { brand: 'B', model: 'M' }, { addressedBy: ['imei:004401245678905'] });
const intake = received('2024-03-01 10:00');
const erasure = erased('2024-03-02 10:00');
const grade = graded('2024-03-02 12:00');
const grading = (code: string) => ({ grade: { scheme: 'backmarket', schemeVersion: '1', code } });
const unlocked = told('LockStateObserved', '2024-03-02 11:00', { kind: 'activation', state: 'unlocked' });
const ready = [phone, intake, erasure, unlocked, grade, completed('2024-03-02 13:00')];

describe('a listing', () => {
  it('of a device that is ready, erased, unlocked, graded and free of alerts is plain', () =>
    given(...ready, listed('2024-03-03 10:00')).then({ anomalies: [], journey: { disposition: 'listed' } }));

  it('is never refused: each missing condition is a finding of its own', () =>
    given(
      phone,
      intake,
      told('DeviceReportedLost', '2024-03-02 10:00', { reportRef: 'L' }),
      listed('2024-03-03 10:00'),
    ).then({
      anomalies: [
        'listed-before-ready',
        'listed-lock-unknown',
        'listed-under-alert',
        'listed-with-data',
        'listed-without-grade',
      ],
      journey: { disposition: 'listed' },
    }));

  it('with data on it is critical, with a lock unknown information', () => {
    const { anomalies } = given(
      phone,
      intake,
      grade,
      completed('2024-03-02 13:00'),
      listed('2024-03-03 10:00'),
    ).journey;
    const severities = Object.fromEntries(anomalies.map(({ rule, severity }) => [rule, severity]));
    expect(severities).toEqual({ 'listed-with-data': 'critical', 'listed-lock-unknown': 'information' });
  });

  it('needs a grade of the last ninety days', () =>
    given(...ready, listed('2024-06-03 10:00')).then({ anomalies: ['listed-without-grade'] }));
});

describe('a sale', () => {
  it('with data on the device is critical, and an erasure afterwards is no remedy', () =>
    given(
      phone,
      intake,
      grade,
      completed('2024-03-02 13:00'),
      resold('2024-03-03 10:00'),
      erased('2024-03-03 12:00'),
    ).then({
      anomalies: ['sold-with-data', 'unexpected-transition'],
      journey: { departures: [{ verified: false }] },
    }));

  it('under an alert is high', () =>
    given(
      ...ready,
      told('BlocklistChecked', '2024-03-03 09:00', { register: 'gsma', result: 'stolen' }),
      resold('2024-03-03 10:00'),
    ).then({
      anomalies: ['sold-under-alert'],
      journey: { alerts: [{ kind: 'stolen' }] },
    }));

  it('as better than graded last is a finding', () =>
    given(...ready, resold('2024-03-03 10:00', grading('EXCELLENT'))).then({
      anomalies: ['sold-above-grade'],
      journey: { sales: [{ grade: { code: 'EXCELLENT' } }] },
    }));
});

describe('a value outside its plausible band', () => {
  const heavy = described('2024-03-02 09:00', { massKg: 0.9 });
  const { id } = given(phone, intake, heavy).journey.anomalies[0]!;

  it('is kept out of the mass until a person confirms it', () => {
    given(phone, intake, heavy).then({
      anomalies: ['implausible-value'],
      journey: { description: { massSource: 'category_default' } },
    });
    given(phone, intake, heavy, resolved(id, 'confirmed', '2024-03-05 10:00')).then({
      journey: {
        description: { massMg: 900_000, massSource: 'declared' },
        anomalies: [{ resolution: { resolution: 'confirmed' } }],
      },
    });
  });

  it('stays out where it is rejected', () =>
    given(phone, intake, heavy, resolved(id, 'rejected', '2024-03-05 10:00')).then({
      journey: { description: { massSource: 'category_default' } },
    }));

  it('may be a battery reading sent as a fraction', () =>
    given(phone, intake, diagnosed('2024-03-02 09:00', { battery: { healthPercent: 0.85 } })).then({
      anomalies: ['implausible-value'],
    }));

  it('may be a fraction beside a grade, and is none where a worn battery holds little', () => {
    const beside = (batteryHealthPercent: number) => graded('2024-03-02 09:00', { batteryHealthPercent });
    given(phone, intake, beside(0.85)).then({ anomalies: ['implausible-value'] });
    given(phone, intake, beside(1)).then({ anomalies: ['implausible-value'] });
    for (const percent of [2, 85, 110]) given(phone, intake, beside(percent)).then({ anomalies: [] });
  });
});

describe('identifiers read off the device', () => {
  const observed = { identifiersObserved: [{ kind: 'imei', value: '490154203237518' }] };

  it('that it is not known by are a mismatch', () =>
    given(phone, received('2024-03-01 10:00', observed)).then({ anomalies: ['identifier-mismatch'] }));

  it('that differ from what was sold are a swap on return', () =>
    given(
      ...ready,
      resold('2024-03-03 10:00'),
      delivered('2024-03-05 10:00'),
      returned('2024-03-10 10:00', observed),
    ).then({
      anomalies: ['return-swap'],
    }));

  it('and a second serial of one manufacturer contradict the first', () => {
    const [one, two] = ['serial:apple:A', 'serial:apple:B'].map((text) => ({ addressedBy: [text] }));
    given(received('2024-03-01 10:00', {}, one), graded('2024-03-02 10:00', {}, two)).then({
      anomalies: ['identifier-mismatch'],
      journey: { identifiers: [{ identifier: 'serial:apple:A' }] },
    });
  });

  it('that change with a board nobody fitted are a substitution', () => {
    const changes = [{ kind: 'imei', oldValue: '004401245678905', newValue: '490154203237518' }];
    const swap = told('IdentifierSuperseded', '2024-03-02 10:00', { changes, reason: 'mainboard_replaced' });
    given(phone, intake, swap).then({
      anomalies: ['device-substitution'],
      journey: {
        identifiers: [
          { closedBy: 'mainboard_replaced' },
          { identifier: 'imei:490154203237518', from: swap.metadata.instant },
        ],
      },
    });
    given(phone, intake, told('RepairPerformed', '2024-03-02 09:00', { outcome: 'fixed' }), swap).then({
      anomalies: [],
    });
  });
});

describe('work that cannot have been', () => {
  const failed = diagnosed('2024-03-02 09:00', { result: 'fail' });

  it('is a refurbishment after a failed test with no repair', () => {
    given(phone, intake, failed, completed('2024-03-02 13:00')).then({ anomalies: ['phantom-refurbishment'] });
    given(
      phone,
      intake,
      failed,
      told('RepairPerformed', '2024-03-02 10:00', { outcome: 'fixed' }),
      completed('2024-03-02 13:00'),
    ).then({ anomalies: [] });
  });

  it('is a refurbishment in no time, or by somebody who never had the device', () => {
    given(phone, intake, started('2024-03-02 13:00'), completed('2024-03-02 13:00')).then({
      anomalies: ['phantom-refurbishment'],
    });
    const elsewhere = completed('2024-03-02 13:00', {}, { by: 'else', roles: ['refurbisher'] });
    given(phone, intake, elsewhere).then({
      anomalies: ['custody-contested', 'custody-gap', 'not-the-holder', 'phantom-refurbishment'],
    });
  });

  it('is a grade that its own giver raises with no repair in between', () => {
    given(phone, intake, grade, graded('2024-03-03 12:00', grading('EXCELLENT'))).then({
      anomalies: ['grade-rise-without-repair'],
    });
    given(
      phone,
      intake,
      grade,
      told('RepairPerformed', '2024-03-03 10:00', { outcome: 'fixed' }),
      graded('2024-03-03 12:00', grading('EXCELLENT')),
    ).then({ anomalies: [] });
    given(
      phone,
      intake,
      grade,
      graded('2024-03-03 12:00', grading('EXCELLENT'), { by: 'auditor', roles: ['auditor'] }),
    ).then({ anomalies: [] });
  });

  it('is a battery that recovers by more than three points by itself', () => {
    const read = (when: string, healthPercent: number) => diagnosed(when, { battery: { healthPercent } });
    given(phone, intake, read('2024-03-02 10:00', 80), read('2024-03-03 10:00', 83)).then({ anomalies: [] });
    given(phone, intake, read('2024-03-02 10:00', 80), read('2024-03-03 10:00', 84)).then({
      anomalies: ['battery-health-rise'],
    });
    const fitted = told('PartInstalled', '2024-03-02 12:00', { slot: 'battery', origin: 'new_oem' });
    given(phone, intake, read('2024-03-02 10:00', 80), fitted, read('2024-03-03 10:00', 99)).then({ anomalies: [] });
  });

  it('is in two countries within hours', () => {
    const there = graded('2024-03-01 11:00', {}, { country: 'ES', by: 'else', roles: ['refurbisher'] });
    expect(
      given(phone, received('2024-03-01 10:00', {}, { country: 'FR' }), there).journey.anomalies.map(
        ({ rule }) => rule,
      ),
    ).toContain('impossible-travel');
  });
});

describe('two orders for one device', () => {
  it('open at once are a double trade-in', () => {
    given(phone, tradedIn('2024-02-28 12:00'), tradedIn('2024-02-29 12:00', { orderRef: 'X' }, { by: 'other' })).then({
      anomalies: ['double-trade-in'],
    });
    given(
      phone,
      tradedIn('2024-02-28 12:00'),
      told('TradeInCancelled', '2024-02-28 13:00', { orderRef: 'T-1' }),
      tradedIn('2024-02-29 12:00', { orderRef: 'X' }),
    ).then({ anomalies: [] });
  });
});

describe('a receipt out of use', () => {
  const inUse = [
    manufactured('2023-01-10 08:00'),
    tell('DeviceSoldNew', '2023-02-01 10:00', { saleRef: 'S', country: 'FR', fulfilment: 'in_store' }, { by: 'shop' }),
  ];

  it('is expected after a trade-in, an authorised return or for a repair', () => {
    given(...inUse, tradedIn('2024-02-28 10:00'), intake).then({ anomalies: [] });
    given(...inUse, received('2024-03-01 10:00', { intakeReason: 'repair' })).then({ anomalies: [] });
  });

  it('is unexpected where nothing led up to it', () =>
    given(...inUse, intake).then({ anomalies: ['unexpected-transition'] }));
});
