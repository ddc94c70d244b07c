import { describe, it } from '@jest/globals';
import { described, given, graded, manufactured, retracted, setAside } from '../../testing/journeys.js';

const auditor = { by: 'auditor', roles: ['auditor'] as const };
const late = manufactured('2024-04-10 08:00', { manufacturedOn: '2024-04-10' });
const earlier = graded('2024-03-01 10:00', {}, auditor);
const odd = ['before-manufacture'];

describe('what is said to have happened before the device was made', () => {
  it('is odd, though it sorts before the report of its making', () => given(late, earlier).then({ anomalies: odd }));

  it('is odd by the last word of the maker, and by none that is retracted or set aside', () => {
    const sooner = manufactured('2024-04-10 09:00', { manufacturedOn: '2024-02-01' }, { corrects: late });
    given(late, earlier, sooner).then({ anomalies: [] });
    given(late, earlier, retracted(late, '2024-04-11 08:00')).then({ anomalies: [] });
    given(late, earlier, setAside(late, '2024-04-11 08:00')).then({ anomalies: [] });
  });

  it('is plain on the day itself, and where it only says what the device is', () => {
    given(late, graded('2024-04-10 07:00', {}, auditor)).then({ anomalies: [] });
    given(late, described('2024-03-01 09:00', { model: 'M' })).then({ anomalies: [] });
  });

  it('is odd where the report of the making itself says so', () =>
    given(manufactured('2024-02-01 08:00', { manufacturedOn: '2024-04-10' })).then({ anomalies: odd }));
});
