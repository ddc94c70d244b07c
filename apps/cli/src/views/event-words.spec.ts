import { describe, expect, it } from '@jest/globals';
import { facts, headline } from './event-words.js';

describe('event words', () => {
  it('make a sentence of a type', () => {
    expect(headline('DeviceSoldNew')).toBe('Device sold new');
    expect(headline('TradeInAccepted')).toBe('Trade in accepted');
  });

  it.each([
    [
      { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' },
      'manual, good (backmarket)',
    ],
    [{ grade: { scheme: 'seri-rec', schemeVersion: '1.2', functional: 'F5', cosmetic: 'C4' } }, 'F5/C4 (seri-rec)'],
    [{ price: { amountMinor: 29_925, currency: 'EUR' } }, '299.25 EUR'],
    [
      {
        tests: [
          { code: 'WIFI', result: 'fail' },
          { code: 'TOUCH', result: 'pass' },
        ],
      },
      'failed WIFI of 2 tests',
    ],
    [{ changes: [{ kind: 'imei', oldValue: '1', newValue: '2' }] }, 'imei 1 -> 2'],
    [{ toParty: 'partner:swift', purpose: 'sale' }, 'to swift, for sale'],
    [{ outputs: [{ material: 'copper', massKg: 0.02, route: 'recycling' }] }, 'copper 0.02 kg'],
    [{ unheardOf: 1 }, ''],
  ])('of %j are %s', (data, words) => {
    expect(facts(data)).toBe(words);
  });
});
