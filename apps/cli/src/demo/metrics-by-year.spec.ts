import { describe, expect, it } from '@jest/globals';
import { plainTerminal } from '../console/plain-terminal.js';
import { metricsByYear } from './metrics-by-year.js';

const row = (period: string, value: number) => ({ dimensions: {}, period, value, unit: 'kg' });
const ROWS: Record<string, object[]> = {
  collected: [row('2024', 7), row('2026', 9)],
  forecast: [row('2025', 3), row('2027', 5), row('2036', 1)],
};

const client = {
  get: async (path: string) => {
    const name = path.slice('/v1/metrics/'.length);
    return name === '' ? { items: Object.keys(ROWS).map((one) => ({ name: one, title: one })) } : { rows: ROWS[name] };
  },
};

describe('the metrics of a fleet by year', () => {
  it('end with the present year, however far a scenario reaches', async () => {
    const table = await metricsByYear(client as never, plainTerminal().terminal, '2026');
    expect(table).toContain('2026');
    expect(table).not.toMatch(/2027|2036/);
    expect(table).toMatch(/collected +7 +- +9/);
    expect(table).toMatch(/forecast +- +3 +-/);
  });
});
