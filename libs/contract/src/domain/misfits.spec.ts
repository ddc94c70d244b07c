import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { opened, schemaOf } from './json-schema.js';
import { misfits } from './misfits.js';

const old = z.strictObject({
  grade: z.enum(['A', 'B']),
  note: z.string().max(10).exactOptional(),
  parts: z.array(z.strictObject({ slot: z.string() })).exactOptional(),
  who: z.union([z.string(), z.strictObject({ id: z.string() })]),
  more: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
});

const changes = {
  'the same': old,
  'a new optional field': old.extend({ colour: z.string().exactOptional() }),
  'a new required field': old.extend({ colour: z.string() }),
  'a field less': old.omit({ note: true }),
  'a field that is optional now': old.extend({ grade: z.enum(['A', 'B']).exactOptional() }),
  'a field that is required now': old.extend({ note: z.string().max(10) }),
  'a new value': old.extend({ grade: z.enum(['A', 'B', 'C']) }),
  'a value less': old.extend({ grade: z.enum(['A']) }),
  'a longer text': old.extend({ note: z.string().max(20).exactOptional() }),
  'a shorter text': old.extend({ note: z.string().max(5).exactOptional() }),
  'another type': old.extend({ note: z.int().exactOptional() }),
  'a field less in a list': old.extend({ parts: z.array(z.strictObject({})).exactOptional() }),
  'an alternative more': old.extend({ who: z.union([z.string(), z.strictObject({ id: z.string() }), z.int()]) }),
  'an alternative less': old.extend({ who: z.string() }),
  'a type more': old.extend({
    more: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).exactOptional(),
  }),
};
type Change = keyof typeof changes;

/** Each with whether those who read, and those who write, can go on as they are. */
const EXPECTED: [Change, reads: boolean, writes: boolean][] = [
  ['the same', true, true],
  ['a new optional field', true, true],
  ['a new required field', true, false],
  ['a field less', false, false],
  ['a field that is optional now', false, true],
  ['a field that is required now', true, false],
  ['a new value', false, true],
  ['a value less', true, false],
  ['a longer text', false, true],
  ['a shorter text', true, false],
  ['another type', false, false],
  ['a field less in a list', false, false],
  ['an alternative more', false, true],
  ['an alternative less', true, false],
  ['a type more', false, true],
];

describe.each(EXPECTED)('%s', (change, reads, writes) => {
  const [before, after] = [schemaOf(old), schemaOf(changes[change])];

  it(`${reads ? 'keeps' : 'breaks'} those who read messages`, () => {
    expect(misfits(opened(after), opened(before)).length === 0).toBe(reads);
  });

  it(`${writes ? 'keeps' : 'breaks'} those who write reports`, () => {
    expect(misfits(before, after).length === 0).toBe(writes);
  });
});

it('is told with the place', () => {
  const after = schemaOf(changes['a new value']);
  expect(misfits(opened(after), opened(schemaOf(old)))).toEqual(['/grade: C is a new value']);
});
