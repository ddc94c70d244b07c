import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { upcastTo, validateReportData } from '#lifecycle/domain';
import { given, tell } from '#lifecycle/testing';
import { cleaning } from '../../docs/samples/cleaning.js';
import { DeviceCleaned } from '../../docs/samples/device-cleaned.js';
import { CLEANING } from '../../docs/samples/device-cleaned-sample.js';
import { DeviceCleaned as DeviceCleanedV2 } from '../../docs/samples/device-cleaned-v2.js';

const page = readFileSync('docs/how-to-add-an-event.md', 'utf8');
const blocks = [...page.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)].map(([, file = '', code = '']) => ({ file, code }));

describe('the page on how to add an event', () => {
  it.each(blocks)('shows $file as it is', ({ file, code }) => {
    expect(code).toBe(readFileSync(file, 'utf8'));
  });

  it('shows every sample, and no code that is not one', () => {
    const samples = readdirSync('docs/samples').map((file) => `docs/samples/${file}`);
    expect(blocks.map(({ file }) => file).sort()).toEqual(samples.sort());
    expect(page.match(/^```/gm)).toHaveLength(blocks.length * 2);
  });

  it('names files that exist', () => {
    const named = [...page.matchAll(/`((?:libs|test)\/[^`]*\.ts)`/g)].map(([, file = '']) => file);
    for (const file of named.filter((name) => !name.includes('device-cleaned')))
      expect(readFileSync(file)).toBeDefined();
  });
});

describe('the event of the page', () => {
  it('takes its sample and refuses the wrong one as it says', () => {
    const { valid, invalid, failures } = CLEANING.DeviceCleaned;
    expect(validateReportData(DeviceCleaned, valid)).toEqual({ ok: true, data: valid });
    const refused = validateReportData(DeviceCleaned, invalid);
    expect(refused.ok ? [] : refused.failures.map(({ pointer, rule }) => `${pointer} ${rule}`)).toEqual([...failures]);
  });

  it('is kept and shown before anything reads it', () => {
    const cleaned = tell('DeviceCleaned', '2026-03-10', { method: 'wiped' });
    expect(given(cleaned).journey.entries.map(({ event }) => event.id)).toContain(cleaned.id);
    expect(Object.keys(cleaning)).toEqual(['DeviceCleaned']);
  });

  it('reads its first version as its second', () => {
    const stored = tell('DeviceCleaned', '2026-03-10', { method: 'ozone', at: '2026-03-10' });
    const read = upcastTo(DeviceCleanedV2, stored);
    expect(read).toMatchObject({ schemaVersion: 2, data: { methods: ['ozone'], at: '2026-03-10' } });
    expect(validateReportData(DeviceCleanedV2, read.data)).toMatchObject({ ok: true });
  });
});
