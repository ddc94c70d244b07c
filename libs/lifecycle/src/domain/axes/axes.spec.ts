import { describe, expect, it } from '@jest/globals';
import { type JsonObject, parseInstant } from '#kernel';
import {
  described,
  diagnosed,
  given,
  graded,
  manufactured,
  received,
  recycled,
  recyclingReceived,
  registered,
  resold,
  soldNew,
  tell,
  tradedIn,
} from '../../testing/journeys.js';

const refurb = { by: 'refurb', roles: ['refurbisher'] as const };
const told = (type: string, when: string, data: JsonObject = {}) => tell(type, when, data, refurb);
const at = (text: string) => parseInstant(`${text.replace(' ', 'T')}:00Z`);
const intake = received('2024-03-01 10:00');

describe('the description', () => {
  it('takes each field from the best source, then from the latest', () =>
    given(
      registered('2024-01-01 10:00', { category: 'laptop', model: 'guess' }),
      manufactured('2023-01-10 08:00', { massKg: 1.5, model: 'by maker' }),
      described('2024-02-01 10:00', { model: 'seen', brand: 'B' }),
      described('2024-02-02 10:00', { brand: 'C', storageGB: 256 }),
    ).then({
      journey: {
        description: {
          category: 'laptop',
          brand: 'C',
          storageGB: 256,
          massMg: 1_500_000,
          manufacturedOn: '2023-01-10',
        },
      },
    }));

  it('ranks what an operator asserts below what partners say', () => {
    const asserted = described('2024-03-01 10:00', { brand: 'X' }, { by: 'ops', roles: ['operator'] });
    given(described('2024-02-01 10:00', { brand: 'B' }), asserted).then({ journey: { description: { brand: 'B' } } });
  });

  it('falls back to the mass that is usual for the category, marked so', () =>
    given(registered('2024-01-01 10:00')).then({ journey: { description: { massSource: 'category_default' } } }));
});

describe('ownership', () => {
  const sold = [manufactured('2023-01-10 08:00'), soldNew('2023-02-01 10:00', { fulfilment: 'in_store' })];
  const settled = tell('TradeInSettled', '2024-03-05 10:00', { orderRef: 'T-1' }, { by: 'buyback' });

  it('goes with sales and settled trade-ins, and is pending in between', () => {
    given(...sold).then({ journey: { ownership: { state: 'owner', party: 'consumer:anna' } } });
    given(...sold, tradedIn('2024-02-28 10:00')).then({
      journey: { ownership: { state: 'pending', party: 'partner:buyback' } },
    });
    given(...sold, tradedIn('2024-02-28 10:00'), intake, settled).then({
      journey: { ownership: { state: 'owner', party: 'partner:buyback' }, relations: { owned: ['buyback', 'maker'] } },
    });
  });

  it('does not fall back to a partner that settles after it has sold the device on', () => {
    const late = tell('TradeInSettled', '2024-06-01 10:00', { orderRef: 'T-1' }, refurb);
    given(...sold, tradedIn('2024-02-28 10:00', {}, refurb), intake, resold('2024-04-01 10:00'), late).then({
      journey: { ownership: { state: 'owner', party: 'consumer:ben' } },
    });
  });

  it('goes between consumers by the word of a partner that speaks for them', () =>
    given(
      ...sold,
      told('OwnershipTransferred', '2023-05-01 10:00', { to: 'consumer:zoe', basis: 'private_resale' }),
    ).then({
      anomalies: [],
      journey: { lives: [{ closedReason: 'left_user' }, { kind: 'private_resale', inferred: true }] },
    }));

  it('that is handed on by somebody else than the owner is disputed', () =>
    given(
      ...sold,
      told('OwnershipTransferred', '2023-05-01 10:00', { to: 'consumer:zoe', basis: 'gift', from: 'consumer:ben' }),
    ).then({
      anomalies: ['not-the-owner'],
      journey: { ownership: { state: 'disputed', party: 'consumer:zoe' } },
    }));
});

describe('grades', () => {
  it('are kept one per scheme, and go stale with work on the device', () => {
    const r2 = graded('2024-03-02 10:00', {
      grade: { scheme: 'seri-rec', schemeVersion: '1.2', functional: 'F5', cosmetic: 'C6' },
    });
    const { grades } = given(
      intake,
      graded('2024-03-02 09:00'),
      r2,
      told('RepairPerformed', '2024-03-03 10:00', { outcome: 'fixed' }),
    ).journey;
    expect(grades.map(({ scheme, state }) => [scheme, state])).toEqual([
      ['backmarket', 'stale'],
      ['seri-rec', 'stale'],
    ]);
    expect(grades[1]?.staleAt).toBe('2024-05-31');
  });

  it('that are disputed no longer count as current', () => {
    const grade = graded('2024-03-02 09:00');
    const dispute = told('GradeDisputed', '2024-03-03 09:00', { target: { eventId: grade.id }, reason: 'scratches' });
    given(intake, grade, dispute).then({ journey: { grades: [{ state: 'stale' }] } });
  });

  it('sold without one of its own, a device is sold as graded last', () =>
    given(intake, graded('2024-03-02 09:00'), resold('2024-03-04 09:00')).then({
      journey: { sales: [{ grade: { code: 'GOOD' } }] },
    }));
});

describe('locks and alerts', () => {
  const check = (when: string, result: string, register = 'gsma') =>
    told('BlocklistChecked', when, { register, result });

  it('follow what was observed last', () =>
    given(
      intake,
      diagnosed('2024-03-02 09:00', {
        locks: [
          { kind: 'mdm', state: 'locked' },
          { kind: 'activation', state: 'locked' },
        ],
      }),
      told('LockStateObserved', '2024-03-03 09:00', { kind: 'mdm', state: 'unlocked' }),
      check('2024-03-03 10:00', 'finance'),
    ).then({
      journey: {
        locks: [
          { kind: 'activation', state: 'locked' },
          { kind: 'finance', state: 'locked' },
          { kind: 'mdm', state: 'unlocked' },
        ],
      },
    }));

  it('of a register end when the same register says clean', () => {
    given(intake, check('2024-03-02 10:00', 'stolen'), check('2024-03-03 10:00', 'clean', 'other')).then({
      journey: { alerts: [{ kind: 'stolen' }] },
    });
    given(intake, check('2024-03-02 10:00', 'stolen'), check('2024-03-03 10:00', 'clean')).then({
      journey: { alerts: [] },
    });
  });

  it('of a loss end when the device is found, and its cycle goes on', () => {
    const lost = [
      told('DeviceReportedLost', '2024-03-02 10:00', { reportRef: 'L' }),
      told('DeviceWrittenOff', '2024-03-20 10:00', { reason: 'lost' }),
    ];
    given(intake, ...lost).then({
      anomalies: [],
      journey: { alerts: [{ kind: 'lost' }, { kind: 'written_off' }], cycles: [{ outcome: 'lost' }] },
    });
    const found = given(intake, ...lost, told('DeviceFound', '2024-04-01 10:00')).journey;
    expect(found.alerts).toEqual([]);
    expect(found.cycles[0]?.outcome).toBeUndefined();
  });
});

describe('parts and mass', () => {
  it('follow what goes out and in', () =>
    given(
      registered('2024-02-01 10:00', { massKg: 0.2 }),
      intake,
      told('PartRemoved', '2024-03-02 10:00', { slot: 'battery', disposition: 'recycle', massKg: 0.05 }),
      told('PartInstalled', '2024-03-02 11:00', { slot: 'battery', origin: 'harvested', partId: 'b7', massKg: 0.06 }),
      tell('PartTested', '2024-03-02 09:00', { partId: 'b7', result: 'pass' }, refurb),
    ).then({
      journey: {
        currentMassMg: 210_000,
        description: { massMg: 200_000 },
        parts: [{ change: 'removed' }, { change: 'installed', origin: 'harvested', cycle: 1 }],
      },
    }));
});

describe('the waste account', () => {
  const designated = told('DesignatedForRecycling', '2024-03-05 10:00', { reason: 'ber' });

  it('opens with the mass at that date, and is met by preparation for reuse', () =>
    given(
      registered('2024-02-01 10:00', { massKg: 0.2 }),
      intake,
      designated,
      told('RefurbishmentCompleted', '2024-04-01 10:00', { outcome: 'pass' }),
    ).then({
      journey: {
        legal: 'prepared_for_reuse',
        waste: {
          becameWeee: { massMg: 200_000, massSource: 'declared', partner: 'refurb' },
          preparedForReuse: { massMg: 200_000 },
        },
      },
    }));

  it('is opened anew when the device becomes waste again', () => {
    const again = [
      told('RefurbishmentCompleted', '2024-04-01 10:00', { outcome: 'pass' }),
      told('DesignatedForRecycling', '2024-05-01 10:00', { reason: 'unsold' }),
    ];
    const { waste, pastWaste, legal } = given(registered('2024-02-01 10:00'), intake, designated, ...again).journey;
    expect(legal).toBe('weee');
    expect(waste.becameWeee?.at).toBe(at('2024-05-01 10:00'));
    expect(pastWaste).toMatchObject([{ becameWeee: { eventId: designated.id }, preparedForReuse: {} }]);
  });

  it('shows the share that a device has of the outputs of its batch', () => {
    const batch = { stream: 'batch-recycler:B-1', addressedBy: ['batch:recycler:B-1'] };
    const journey = given(
      recyclingReceived('2024-04-01 10:00', { inputMassKg: 0.2, batchRef: 'B-1' }),
      recyclingReceived('2024-04-01 12:00', { batchMassKg: 50 }, batch),
      recycled('2024-04-02 10:00', { outputs: [{ material: 'steel', massKg: 25, route: 'recycling' }] }, batch),
    ).journey;
    expect(journey).toMatchObject({
      disposition: 'recycled',
      batches: ['batch:recycler:B-1'],
      waste: {
        recyclingInput: { massMg: 200_000 },
        outputs: [{ massMg: 100_000, batch: 'batch:recycler:B-1', massBasis: 'allocated' }],
      },
    });
    expect(journey.anomalies).toEqual([]);
  });
});
