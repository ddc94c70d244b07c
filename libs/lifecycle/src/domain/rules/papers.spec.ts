import { describe, it } from '@jest/globals';
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
});
