import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type JsonObject, type NewEvent, sha256Hex } from '#kernel';
import { InvalidEvent } from './recordable.js';
import { EVENT_BYTES_MAX, prepareEvent, sealEvent } from './seal.js';
import { anEvent } from './testing/builders.js';

/** RFC 8785 as the standard words it, with no thought for speed. */
function reference(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(reference).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${reference(member)}`).join(',')}}`;
}

const recordedAt = '2026-03-04T10:15:01.000Z';
const previousHash = 'ab'.repeat(32);
const sealed = (event: NewEvent) => sealEvent(prepareEvent(event, 'device-1', 7), previousHash, recordedAt);
const withData = (data: unknown) => () => sealed(anEvent({ data: data as JsonObject }));

const key = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,6}$/);
const leaf = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
  fc.boolean(),
  fc.constant(null),
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof({ depthSize: 'small' }, leaf, tie('object'), fc.array(tie('json'), { maxLength: 4 })),
  object: fc.dictionary(key, fc.oneof(tie('json'), fc.constant(undefined)), { maxKeys: 6, noNullPrototype: true }),
}));
const data = fc.dictionary(key, json, { maxKeys: 8, noNullPrototype: true }) as fc.Arbitrary<JsonObject>;

describe('sealing', () => {
  it('writes exactly what RFC 8785 does, for every field and payload', () => {
    const event = fc.record(
      { sequence: fc.nat(), onBehalfOf: leaf.filter((one) => typeof one === 'string'), corrects: fc.uuid(), data },
      { requiredKeys: ['data'] },
    );
    fc.assert(
      fc.property(event, (fields) => {
        const given = anEvent(fields as Partial<NewEvent>);
        const { text, hash } = sealed(given);
        expect(text).toBe(reference({ ...given, stream: 'device-1', revision: 7, recordedAt, previousHash }));
        expect(hash).toBe(sha256Hex(text));
      }),
    );
  });

  it('has no hash before revision 0', () => {
    const { text } = sealEvent(prepareEvent(anEvent(), 'device-1', 0), null, recordedAt);
    expect(JSON.parse(text)).toMatchObject({ previousHash: null, revision: 0 });
  });

  it.each([
    ['a key that is no name', { 'grade scheme': 1 }],
    ['a key that looks like an index', { 1: 1 }],
    ['a key that starts in upper case', { Grade: 1 }],
    ['a prototype key', JSON.parse('{"__proto__":{"a":1}}')],
    ['a lone surrogate', { note: '\ud800' }],
    ['a lone surrogate in a list', { notes: ['fine', 'x\udfff'] }],
    ['an integer that is not safe', { count: 2 ** 53 }],
    ['a number that is none', { massKg: Number.NaN }],
    ['infinity', { massKg: Number.POSITIVE_INFINITY }],
    ['a date object', { on: new Date(0) }],
    ['a map', { values: new Map() }],
    ['a big integer', { count: 1n }],
    ['an undefined entry of a list', { values: [undefined] }],
    ['a hole in a list', { values: new Array(1) }],
  ])('refuses %s', (_, payload) => {
    expect(withData(payload)).toThrow(InvalidEvent);
  });

  it('refuses nesting without end', () => {
    let nested: JsonObject = {};
    for (let level = 0; level < 10_000; level++) nested = { nested };
    expect(withData(nested)).toThrow('nested deeper than 32 levels');
  });

  it('accepts text that only looks like a lone surrogate', () => {
    expect(withData({ note: '\\ud800 and \u{1f4f1}' })).not.toThrow();
  });

  it('refuses fields that the log gives, and fields that no event has', () => {
    const extended = (field: object) => () => sealed({ ...anEvent(), ...field });
    expect(extended({ revision: 3 })).toThrow('revision: given by the log');
    expect(extended({ hash: 'x' })).toThrow('hash: given by the log');
    expect(extended({ raw: 1 })).toThrow('raw: unknown field');
  });

  it('takes events up to 64 KB of canonical text and not one byte more', () => {
    const size = (note: string) => Buffer.byteLength(sealed(anEvent({ data: { note } })).text);
    const room = EVENT_BYTES_MAX - size('');
    expect(size('x'.repeat(room))).toBe(EVENT_BYTES_MAX);
    expect(() => size('x'.repeat(room + 1))).toThrow('larger than 65536 bytes');
    expect(() => size('é'.repeat(room / 2 + 1))).toThrow('larger than 65536 bytes');
  });
});
