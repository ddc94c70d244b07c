import { describe, expect, it } from '@jest/globals';
import { rowMapper } from '#intake/domain';
import { parseInstant } from '#kernel';
import type { Report } from '#lifecycle/domain';
import { deliveries } from '../fleet.js';
import { headerOf, mappedRow } from './mapped-row.js';
import { MAPPINGS } from './mappings.js';

const reports = [...deliveries({ seed: 'files', devices: 200, until: '2026-06-30' })];
const comparable = ({ device, occurredAt, ...rest }: Report) => ({
  ...rest,
  device: [device].flat(),
  occurredAt: parseInstant(occurredAt) ?? occurredAt,
});

describe.each([...MAPPINGS])('table of %s', (partner, mapping) => {
  const own = reports.filter((delivery) => delivery.partner === partner).map(({ report }) => report);

  it('reads back through its mapping as what was reported', () => {
    const read = rowMapper(mapping);
    const header = headerOf(mapping);
    let rows = 0;
    for (const report of own) {
      const row = mappedRow(mapping, report);
      if (row === undefined) continue;
      const cells = Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']));
      const mapped = read(cells);
      expect('report' in mapped && comparable(mapped.report)).toEqual(comparable(report));
      rows += 1;
    }
    expect(rows).toBeGreaterThan(own.length * 0.5);
  });

  it('has no row for a report that says more than its columns', () => {
    const [report] = own.filter((one) => mappedRow(mapping, one) !== undefined);
    expect(report).toBeDefined();
    const wordy = { ...(report as Report), data: { ...report?.data, extensions: { shelf: 'B4' } } };
    expect(mappedRow(mapping, wordy)).toBeUndefined();
  });
});
