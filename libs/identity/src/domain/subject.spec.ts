import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseIdentifier } from './parse-identifier.js';
import { compareStrength } from './strength.js';
import { parseSubject } from './subject.js';

const subjectOf = (text: string) => {
  const parsed = parseSubject(text);
  return parsed.ok ? parsed.subject : parsed.rule;
};

describe('subjects', () => {
  it.each([
    ['order:acme:4711', { kind: 'order', value: 'acme:4711', stream: 'order-acme:4711' }],
    ['order:acme:4711/2', { kind: 'order', value: 'acme:4711/2', stream: 'order-acme:4711/2' }],
    ['part: Acme :B 1', { kind: 'part', value: 'acme:B 1', stream: 'part-acme:B 1' }],
    ['batch:acme:LOT:7', { kind: 'batch', value: 'acme:LOT:7', stream: 'batch-acme:LOT:7' }],
    ['recall:acme:R-1', { kind: 'recall', value: 'acme:R-1', stream: 'recall-acme:R-1' }],
    ['model:Apple Inc.:  iPhone  12 ', { kind: 'model', value: 'apple:iphone 12', stream: 'model-apple:iphone 12' }],
  ])('%s', (text, expected) => {
    expect(subjectOf(text)).toMatchObject(expected);
  });

  it.each([
    ['device:1', 'subject-kind'],
    ['order', 'subject-kind'],
    ['order:4711', 'partner-missing'],
    ['part:acme:', 'name-form'],
    ['model:Apple', 'subject-form'],
    [`part:acme:${'x'.repeat(400)}`, 'subject-form'],
  ])('refuses %s', (text, rule) => {
    expect(subjectOf(text)).toBe(rule);
  });

  it('read what they printed as the same, and never throw', () => {
    const any = fc.tuple(
      fc.constantFrom('order', 'part', 'batch', 'recall', 'model', ''),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(any, ([kind, rest]) => {
        const parsed = parseSubject(`${kind}:acme:${rest}`);
        if (parsed.ok) expect(parseSubject(parsed.subject.text)).toEqual(parsed);
      }),
    );
  });
});

describe('strength', () => {
  it('puts the kinds of the contract first, then the smallest value', () => {
    const texts = [
      'asset:acme:1',
      'serial:apple:B',
      'imei:490154203237518',
      'serial:apple:A',
      'mac:001B44113AB7',
      'gtin-serial:9521234543213:A',
      'imei:260531793113837',
      'meid:A10000009296F2',
    ];
    const identifiers = texts.flatMap((text) => {
      const parsed = parseIdentifier(text);
      return parsed.ok ? [parsed.identifier] : [];
    });
    expect(identifiers.sort(compareStrength).map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'imei 260531793113837',
      'imei 490154203237518',
      'meid A10000009296F2',
      'gtin-serial 09521234543213:A',
      'serial apple:A',
      'serial apple:B',
      'mac 00:1b:44:11:3a:b7',
      'asset acme:1',
    ]);
  });
});
