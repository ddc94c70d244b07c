import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Failure, Json } from '#kernel';
import { sampleOf } from '../../testing/samples.js';
import {
  DeviceManufactured,
  DeviceReceived,
  DeviceRegistered,
  DiagnosticsReported,
  EventRetracted,
  GradeAssigned,
  RefurbishmentCompleted,
  TradeInQuoted,
} from '../events/index.js';
import { declarations } from '../registry.js';
import { validateReportData } from './validate-report-data.js';

function failuresOf(...given: Parameters<typeof validateReportData>): Failure[] {
  const result = validateReportData(...given);
  return result.ok ? [] : result.failures;
}

const received = (data: Record<string, unknown>) => failuresOf(DeviceReceived, { intakeReason: 'trade_in', ...data });

describe('a payload is refused with a hint that helps', () => {
  it.each([
    ['grams for kilograms', received({ massKg: 187 }), '/data/massKg', 'If 187 are grams, send 0.187.'],
    ['a decimal comma', received({ massKg: '0,187' }), '/data/massKg', 'Send a number: 0.187.'],
    [
      'a field that names its mass otherwise',
      received({ weightGrams: 187 }),
      '/data/weightGrams',
      '`massKg`, in kilograms',
    ],
    ['a misspelt field', received({ oderRef: 'T-1' }), '/data/oderRef', 'Did you mean `orderRef`?'],
    ['a foreign field', received({ shelfNumber: 4 }), '/data/shelfNumber', '`extensions`'],
    [
      'an unknown value',
      failuresOf(DeviceReceived, { intakeReason: 'Trade-In' }),
      '/data/intakeReason',
      'Did you mean trade_in?',
    ],
    [
      'euros for cents',
      failuresOf(TradeInQuoted, { orderRef: 'T-1', price: { amountMinor: 299.25, currency: 'EUR' } }),
      '/data/price/amountMinor',
      '29925',
    ],
    [
      'watt hours',
      failuresOf(RefurbishmentCompleted, { outcome: 'pass', energyKWh: 14_000 }),
      '/data/energyKWh',
      'If 14000 are watt hours, send 14.',
    ],
    ['a missing field', failuresOf(DeviceManufactured, {}), '/data/manufacturedOn', 'Day of manufacture. A value of'],
    ['a time without offset', received({ receivedAt: '2026-03-04T10:00:00' }), '/data/receivedAt', '+01:00'],
    [
      'an unknown key deep down, at its own place',
      failuresOf(GradeAssigned, { grade: { scheme: 's', schemeVersion: '1', cod: 'A' }, method: 'manual' }),
      '/data/grade/cod',
      'Did you mean `code`?',
    ],
  ])('%s', (_, failures, pointer, hint) => {
    const failure = failures.find((found) => found.pointer === pointer);
    expect(failure?.hint).toContain(hint);
  });

  it('points under another place when it is told to', () => {
    expect(failuresOf(DeviceReceived, {}, '/data/replacement/data')).toMatchObject([
      { pointer: '/data/replacement/data/intakeReason', rule: 'required' },
    ]);
  });

  it('tells a hundred failures and no more, whatever is sent', () => {
    const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`field${at}`, at]));
    expect(received(unknown)).toHaveLength(100);
    const tests = Array.from({ length: 400 }, () => ({ code: '', result: 'maybe' }));
    expect(failuresOf(DiagnosticsReported, { tool: { name: 'b' }, stage: 'final', tests })).toHaveLength(100);
    expect(
      received({ extensions: Object.fromEntries(Object.keys(unknown).map((key) => [key, '\ud800'])) }),
    ).toHaveLength(100);
  });

  it('escapes what a pointer may not hold', () => {
    expect(received({ 'a/b~c': 1 })).toMatchObject([{ pointer: '/data/a~1b~0c', rule: 'unknown-field' }]);
  });
});

describe('what no payload may hold', () => {
  const rules = (data: unknown) => failuresOf(DeviceRegistered, data).map(({ pointer, rule }) => `${pointer} ${rule}`);

  it('refuses keys of prototypes wherever they stand', () => {
    expect(rules(JSON.parse('{"category":"laptop","__proto__":{"massKg":1}}'))).toEqual([
      '/data/__proto__ forbidden-key',
    ]);
    expect(rules({ category: 'laptop', extensions: { constructor: 1 } })).toEqual([
      '/data/extensions/constructor forbidden-key',
    ]);
  });

  it('refuses broken text, numbers that lose digits and deep nesting', () => {
    expect(rules({ category: 'laptop', brand: 'N\ud800' })).toEqual(['/data/brand broken-text']);
    expect(rules({ category: 'laptop', extensions: { number: 2 ** 60 } })).toEqual([
      '/data/extensions/number unsafe-number',
    ]);
    let deep: Json = 1;
    for (let level = 0; level < 20_000; level++) deep = [deep];
    const replacement = { type: 'DeviceReadied', occurredAt: '2026-03-04', data: { deep } };
    const [failure] = failuresOf(EventRetracted, { target: { reference: 'r' }, reason: 'did_not_occur', replacement });
    expect(failure?.rule).toBe('too-deep');
  });

  it('goes through no more of a broken payload than it tells', () => {
    const numbers = new Array(150_000).fill(2 ** 60);
    expect(rules({ category: 'laptop', extensions: { numbers } })).toHaveLength(100);
  });

  it('refuses what is no object, and takes nothing as an empty one', () => {
    for (const given of [[], 'text', 7, true]) expect(failuresOf(RefurbishmentCompleted, given)).not.toEqual([]);
    expect(failuresOf(RefurbishmentCompleted, undefined)).toMatchObject([
      { pointer: '/data/outcome', rule: 'required' },
    ]);
  });

  it('keeps extensions flat and small', () => {
    const withExtensions = (extensions: Json) => rules({ category: 'laptop', extensions });
    expect(withExtensions({ note: 'x'.repeat(4000) })).toEqual([]);
    expect(withExtensions({ note: 'x'.repeat(4100) })).toEqual(['/data/extensions too-large']);
    expect(withExtensions({ nested: { a: 1 } })).not.toEqual([]);
    expect(withExtensions({ 'Not Camel': 1 })).not.toEqual([]);
  });
});

describe('any payload at all', () => {
  it('is taken or refused with reasons, and never throws', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('massKg', 'grade', 'device', 'kind'), fc.jsonValue()),
    );
    fc.assert(
      fc.property(fc.constantFrom(...declarations), anything, (declaration, given) => {
        const result = validateReportData(declaration, given);
        return (
          result.ok ||
          (result.failures.length > 0 && result.failures.every(({ pointer }) => pointer.startsWith('/data')))
        );
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a sample of which one field was made wrong, at that field', () => {
    fc.assert(
      fc.property(fc.constantFrom(...declarations), fc.nat(), (declaration, pick) => {
        const { valid } = sampleOf(declaration.type);
        const fields = Object.keys(valid);
        const field = fields[pick % Math.max(1, fields.length)];
        if (field === undefined) return true;
        const failures = failuresOf(declaration, { ...valid, [field]: { no: { such: 'value' } } });
        return failures.some(({ pointer }) => pointer.startsWith(`/data/${field}`) || pointer === '/data');
      }),
    );
  });
});
