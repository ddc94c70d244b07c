import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { failuresOf } from './schema-failures.js';

function failures(schema: z.ZodType, value: unknown, prefix?: string): string[] {
  const { error } = schema.safeParse(value);
  return failuresOf(error?.issues ?? [], prefix).map(({ pointer, rule }) => `${pointer} ${rule}`);
}

describe('failuresOf', () => {
  it('points to an unknown key itself, not to its parent', () => {
    const schema = z.strictObject({ a: z.strictObject({ b: z.number() }) });
    expect(failures(schema, { a: { b: 1, c: 2, 'd/e~f': 3 } })).toEqual([
      '/a/c unknown-field',
      '/a/d~1e~0f unknown-field',
    ]);
  });

  it('tells a field that is missing from one of another type', () => {
    const schema = z.object({ a: z.string(), b: z.string() });
    expect(failures(schema, { b: 1 })).toEqual(['/a required', '/b wrong-type']);
    const [missing] = failuresOf(schema.safeParse({ b: 'x' }).error?.issues ?? []);
    expect(missing?.detail).toBe('This field is needed.');
  });

  it('names ranges, enumerations and formats', () => {
    const schema = z.object({ a: z.number().max(1), b: z.enum(['x']), c: z.iso.date(), d: z.array(z.string()).min(1) });
    expect(failures(schema, { a: 2, b: 'y', c: 'z', d: [] })).toEqual([
      '/a out-of-range',
      '/b not-one-of',
      '/c wrong-format',
      '/d out-of-range',
    ]);
  });

  it('lists the values of an enumeration once', () => {
    const [failure] = failuresOf(z.enum(['first', 'second']).safeParse('third').error?.issues ?? []);
    expect(failure?.hint).toBe('One of: first, second.');
    expect(failure?.detail).not.toContain('first');
  });

  it('lets the member of a union speak that came closest', () => {
    const schema = z.union([z.string(), z.strictObject({ kind: z.literal('a'), inner: z.object({ n: z.number() }) })]);
    expect(failures(schema, { kind: 'a', inner: { n: 'one' } })).toEqual(['/inner/n wrong-type']);
  });

  describe('of members that a word tells apart', () => {
    const column = z.union([
      z.strictObject({ as: z.literal('text') }),
      z.strictObject({ as: z.literal('number'), unit: z.enum(['kg', 'g']).optional() }),
      z.strictObject({ as: z.literal('date'), dateFormat: z.string() }),
      z.strictObject({ as: z.union([z.literal('id'), z.templateLiteral(['id:', z.enum(['imei'])])]) }),
    ]);
    const told = (value: object) =>
      failuresOf(column.safeParse(value).error?.issues ?? []).map(({ pointer, rule, hint }) => [pointer, rule, hint]);

    it('lets the one speak that has the word', () => {
      expect(told({ as: 'number', unit: 'parsec' })).toEqual([['/unit', 'not-one-of', 'One of: kg, g.']]);
      expect(told({ as: 'date' }).map(([pointer, rule]) => [pointer, rule])).toEqual([['/dateFormat', 'required']]);
    });

    it('names the words of all where none has it', () => {
      expect(told({ as: 'numbr' })).toEqual([['/as', 'not-one-of', 'One of: text, number, date, id.']]);
    });
  });

  it('lets a member of the same kind of value speak before one of another kind', () => {
    const names = z.union([z.string(), z.array(z.string()).max(2)]);
    expect(failures(names, ['a', 'b', 'c'])).toEqual([' out-of-range']);
  });

  it('shows the form that a text has to have', () => {
    const [failure] = failuresOf(
      z
        .string()
        .regex(/^[A-Z]{2}$/)
        .safeParse('x').error?.issues ?? [],
    );
    expect(failure?.hint).toContain('^[A-Z]{2}$');
  });

  it('takes rule and hint from a check of our own', () => {
    const schema = z.string().refine(() => false, { params: { rule: 'mine', hint: 'Do it so.' } });
    expect(failuresOf(schema.safeParse('x').error?.issues ?? [])).toMatchObject([{ rule: 'mine', hint: 'Do it so.' }]);
  });

  it('puts a prefix before every pointer', () => {
    expect(failures(z.object({ a: z.string() }), {}, '/3')).toEqual(['/3/a required']);
  });

  it('tells no more than somebody reads, however much is wrong', () => {
    const keys = Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`k${index}`, 1]));
    expect(failures(z.strictObject({ a: z.string() }), keys)).toHaveLength(100);
    const names = z.union([z.string(), z.array(z.string().min(1))]);
    expect(failures(names, new Array(150_000).fill(''))).toHaveLength(100);
  });
});
