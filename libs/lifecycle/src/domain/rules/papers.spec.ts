import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import {
  described,
  erased,
  given,
  received,
  recycled,
  recyclingReceived,
  registered,
  tell,
} from '../../testing/journeys.js';

const told = (type: string, when: string, data: JsonObject = {}) =>
  tell(type, when, data, { by: 'refurb', roles: ['refurbisher'] });
const phone = registered('2024-02-28 10:00');
const intake = received('2024-03-01 10:00');
const erasure = erased('2024-03-02 10:00');

describe('an erasure and its papers', () => {
  const attached = (sha256: string, data: JsonObject = {}) =>
    told('EvidenceAttached', '2024-03-03 10:00', { kind: 'erasure_certificate', sha256, ...data });

  it('by degaussing destroys nothing under the second revision of NIST SP 800-88', () =>
    given(phone, intake, erased('2024-03-02 10:00', { method: 'degauss', level: 'destroy' })).then({
      anomalies: ['degauss-as-destroy'],
    }));

  it('need a certificate each', () => {
    const second = erased('2024-03-02 11:00', { mediumId: 'card' });
    given(
      phone,
      intake,
      erasure,
      second,
      attached('a', { target: { eventId: erasure.id } }),
      attached('a', { target: { eventId: second.id } }),
    ).then({
      anomalies: ['certificate-reused'],
    });
  });

  it('name the medium that was erased', () => {
    const media = [{ mediumId: 'ssd', kind: 'ssd', serial: 'S1' }];
    given(
      phone,
      intake,
      described('2024-03-01 12:00', { media }),
      erased('2024-03-02 10:00', { mediumId: 'ssd' }),
      attached('a', { serial: 'S2' }),
    ).then({
      anomalies: ['certificate-serial-mismatch'],
    });
  });
});

describe('recycling', () => {
  const outputs = (massKg: number) => ({ outputs: [{ material: 'aluminium', massKg, route: 'recycling' }] });
  const input = recyclingReceived('2024-04-01 10:00', { inputMassKg: 0.2 });

  it('that gives more than went in is kept out of the rates', () => {
    given(phone, input, recycled('2024-04-02 10:00', outputs(0.3))).then({
      anomalies: ['mass-balance'],
      journey: { waste: { outputs: [] } },
    });
    given(phone, input, recycled('2024-04-02 10:00', outputs(0.21))).then({
      anomalies: [],
      journey: { waste: { outputs: [{ massMg: 210_000 }] } },
    });
  });

  describe('of a batch', () => {
    const batch = { stream: 'batch-recycler:B-1', addressedBy: ['batch:recycler:B-1'] };
    const receipt = recyclingReceived('2024-04-01 10:00', { inputMassKg: 0.2, batchRef: 'B-1' });
    const weighed = recyclingReceived('2024-04-01 12:00', { batchMassKg: 1 }, batch);
    const by = (...amounts: object[]) =>
      recycled(
        '2024-04-02 10:00',
        { outputs: amounts.map((amount) => ({ material: 'steel', route: 'recycling', ...amount })) },
        batch,
      );

    it.each([
      ['shares', [{ share: 0.9 }, { share: 0.9 }]],
      ['masses', [{ massKg: 4 }]],
      ['both', [{ massKg: 0.6 }, { share: 0.6 }]],
    ])('that gives more than went in by %s is kept out of the rates', (_, amounts) => {
      given(phone, receipt, weighed, by(...amounts)).then({
        anomalies: ['mass-balance'],
        journey: { waste: { outputs: [] } },
      });
    });

    it('that gives too much is one finding for each of its devices', () => {
      const { anomalies } = given(phone, receipt, weighed, by({ massKg: 4 })).journey;
      expect(anomalies.map(({ evidence }) => evidence[0])).toEqual([receipt.id]);
    });

    it('that balances within the tolerance is counted', () => {
      given(phone, receipt, weighed, by({ massKg: 0.55 }, { share: 0.5 })).then({
        anomalies: [],
        journey: { waste: { outputs: [{ massMg: 110_000 }, { massMg: 100_000 }] } },
      });
    });

    it('whose mass nobody told is said to lack it', () => {
      given(phone, receipt, by({ massKg: 0.5 })).then({
        anomalies: ['batch-mass-missing'],
        journey: { waste: { outputs: [] } },
      });
    });
  });
});
