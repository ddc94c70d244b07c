import { describe, expect, it } from '@jest/globals';
import type { LineResult } from '#intake/domain';
import { plainTerminal } from '../console/plain-terminal.js';
import { lineReasons } from './line-results.js';

const refused: LineResult = {
  line: 7,
  outcome: 'refused',
  status: 422,
  reference: 'r-1',
  eventId: null,
  deviceId: null,
  anomalies: [],
  errors: [{ pointer: '/data/massKg', rule: 'out-of-range', detail: 'At most 100.', hint: 'Kilograms, not grams?' }],
};

describe('line reasons', () => {
  it('name the line, the field, the rule and the mend', () => {
    expect(lineReasons(plainTerminal().terminal, refused).split('\n')).toEqual([
      'line 7 (r-1): refused',
      '  /data/massKg out-of-range: At most 100.',
      '  hint: Kilograms, not grams?',
    ]);
  });
});
