import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JSON_DEPTH_MAX, readJson } from './json-reader.js';

const read = (text: string) => readJson(Buffer.from(text));

/** Any JSON that it should take: bounded depth, no prototype keys, well-formed strings. */
const json = fc
  .jsonValue({ maxDepth: 6, noUnicodeString: false })
  .filter((value) => !/"(__proto__|constructor|prototype)":/.test(JSON.stringify(value)))
  .filter((value) => JSON.stringify(value).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(value)));

describe('readJson', () => {
  it('reads whatever JSON.parse reads', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(read(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('refuses whatever JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        if (!valid) expect(read(text).ok).toBe(false);
      }),
    );
  });

  it('finds a key that occurs twice, wherever it is', () => {
    fc.assert(
      fc.property(json, fc.string({ maxLength: 5 }), (value, key) => {
        fc.pre(key.isWellFormed() && !['__proto__', 'constructor', 'prototype'].includes(key));
        const member = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
        expect(read(`[1, {"a1": {${member}, ${member}}}]`)).toMatchObject({
          ok: false,
          failure: { rule: 'duplicate-key' },
        });
      }),
    );
  });

  it('names the key that occurs twice, as it reads', () => {
    expect(read('{"a": {"b": 1}, "b": ":", "\\u0061" : {}}')).toMatchObject({
      failure: { detail: 'The key "a" occurs twice.' },
    });
  });

  it('finds a key that occurs twice behind a string as long as a batch', () => {
    const text = `{"long": "${'x'.repeat(15_000_000)}", "a": 1, "a": 2}`;
    expect(read(text)).toMatchObject({ ok: false, failure: { detail: 'The key "a" occurs twice.' } });
  });

  it('takes the deepest that is allowed and nothing deeper', () => {
    const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    expect(read(nested(JSON_DEPTH_MAX)).ok).toBe(true);
    expect(read(nested(JSON_DEPTH_MAX + 1))).toMatchObject({ failure: { rule: 'too-deep' } });
  });

  it('counts no braces, colons or quotes inside strings', () => {
    const value = { a: '{[{[":::\\"', b: ['"', '\\'] };
    expect(read(JSON.stringify(value))).toEqual({ ok: true, value });
  });

  it('points to a forbidden key', () => {
    expect(read('{"a": [{"b": {"__proto__": 1}}]}')).toMatchObject({
      failure: { rule: 'forbidden-key', pointer: '/a/0/b/__proto__' },
    });
  });

  it('lets the words of forbidden keys stand in values', () => {
    expect(read('{"a": "__proto__"}').ok).toBe(true);
  });
});
