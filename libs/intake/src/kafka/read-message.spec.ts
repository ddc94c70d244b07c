import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMessage } from './read-message.js';

const PLACE = { topic: 'circulog.intake.v1.green', partition: 2, offset: '41' };
const REPORT = { device: 'serial:Northwind:1', type: 'GradeAssigned', occurredAt: '2026-03-04T10:15:00Z' };
const ATTRIBUTES = { specversion: '1.0', id: 'a-1', source: '/bench/7', type: 'com.example.graded' };
const STRUCTURED = { 'content-type': 'application/cloudevents+json' };

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown, headers: Record<string, string | Buffer> = {}, place = PLACE) =>
  readMessage({ value: value === null ? null : bytes(value), headers }, place, 2_000);
const binary = (attributes: Record<string, string>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, Buffer.from(value)]));
const ruleOf = (told: ReturnType<typeof read>) => ('refusal' in told ? told.refusal.errors[0]?.rule : undefined);

describe('a message', () => {
  it('is its report under its own reference, whatever headers it has', () => {
    const value = { ...REPORT, reference: 'mine' };
    expect(read(value, { traceparent: '00-1', ...binary(ATTRIBUTES) })).toEqual({ report: value, reference: 'mine' });
  });

  it('without a reference is known by content and place, the same whenever it is read, in any order of its keys', () => {
    const first = read(REPORT);
    expect(read(Object.fromEntries(Object.entries(REPORT).reverse()))).toMatchObject({
      reference: (first as { reference: string }).reference,
    });
    expect(first).toMatchObject({ fallbackReference: expect.stringMatching(/^.{22}#2\/41$/) });
    expect(read(REPORT, {}, { ...PLACE, offset: '42' })).not.toMatchObject({
      reference: (first as { reference: string }).reference,
    });
  });

  it('as a CloudEvent is known by source and id, in each mode and with data in base64', () => {
    const known = { report: REPORT, reference: '/bench/7 a-1', fallbackReference: '/bench/7 a-1' };
    expect(read(REPORT, binary(ATTRIBUTES))).toEqual(known);
    expect(read({ ...ATTRIBUTES, data: REPORT }, STRUCTURED)).toEqual(known);
    expect(read({ ...ATTRIBUTES, data_base64: bytes(REPORT).toString('base64') }, STRUCTURED)).toEqual(known);
  });

  it('whose source and id are no reference is known by their digest', () => {
    const told = read(REPORT, binary({ ...ATTRIBUTES, id: 'ü'.repeat(200) }));
    expect(told).toMatchObject({ reference: expect.stringMatching(/^ce-.{22}$/) });
  });

  it.each([
    ['no id', { ...ATTRIBUTES, id: '' }],
    ['no type', { specversion: '1.0', id: 'a', source: '/b' }],
    ['another version', { ...ATTRIBUTES, specversion: '0.3' }],
  ])('that says it is a CloudEvent and has %s is refused', (_, attributes) => {
    expect(ruleOf(read(REPORT, binary(attributes)))).toBe('not-a-cloud-event');
    expect(ruleOf(read({ ...attributes, data: REPORT }, STRUCTURED))).toBe('not-a-cloud-event');
  });

  it.each([
    ['specversion', { ...ATTRIBUTES, specversion: { toString: 0, valueOf: 0 } }],
    ['id', { ...ATTRIBUTES, id: { toString: 0, length: 3 } }],
    ['source', { ...ATTRIBUTES, source: { toString: 0, valueOf: 0 } }],
    ['type', { ...ATTRIBUTES, type: [{ toString: 0 }] }],
    ['data_base64', { ...ATTRIBUTES, source: 7, data_base64: { toString: 0 } }],
  ])('as a CloudEvent whose %s has no text is refused as well', (_, attributes) => {
    expect(ruleOf(read(attributes, STRUCTURED))).toBe('not-a-cloud-event');
  });

  it('that is any JSON at all is read or refused, in each mode', () => {
    const hostile = fc.constantFrom<unknown>({ toString: 0, valueOf: 0 }, { toJSON: 1 }, { length: -1 }, null, [], '');
    const member = fc.oneof(hostile, fc.jsonValue());
    const names = ['reference', 'data', 'data_base64', ...Object.keys(ATTRIBUTES)];
    const message = fc.oneof(
      member,
      fc
        .record(Object.fromEntries(names.map((name) => [name, member])), { requiredKeys: [] })
        .chain((given) => fc.constantFrom(given, { ...given, ...ATTRIBUTES }, { ...ATTRIBUTES, ...given })),
    );
    fc.assert(
      fc.property(message, fc.constantFrom({}, STRUCTURED, binary(ATTRIBUTES)), (value, headers) => {
        const told = read(JSON.stringify(value), headers);
        return 'report' in told || told.refusal.errors.length > 0;
      }),
    );
  });

  it.each([
    ['nothing', null, {}, 'empty-message'],
    ['an empty text', '', {}, 'empty-message'],
    ['too much', 'x'.repeat(2_001), {}, 'too-large'],
    ['no JSON', '{', {}, 'not-json'],
    ['a key twice', '{"type":1,"type":2}', {}, 'duplicate-key'],
    ['a key of prototypes', '{"constructor":1}', {}, 'forbidden-key'],
    ['no JSON in its CloudEvent', '{', binary(ATTRIBUTES), 'not-json'],
    ['a list where a CloudEvent is said to be', '[]', STRUCTURED, 'not-a-cloud-event'],
    ['several CloudEvents', '[]', { 'content-type': 'application/cloudevents-batch+json' }, 'unsupported-format'],
  ])('that holds %s is refused with the reason', (_, value, headers, rule) => {
    expect(ruleOf(read(value, headers))).toBe(rule);
  });

  it('that is JSON of another kind is left to the recorder, which says what is wrong', () => {
    expect(read('null')).toMatchObject({ report: null, fallbackReference: expect.any(String) });
    expect(read({ ...REPORT, reference: 7 })).toEqual({ report: { ...REPORT, reference: 7 } });
  });
});
