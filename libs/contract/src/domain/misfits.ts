import type { JsonSchema } from './json-schema.js';

/**
 * What a writer who keeps to one schema may write and a reader who counts on the other does not take, as pointers with a
 * reason; none: they fit. Of what Circulog sends, the writer is the new schema and the reader the one that was promised;
 * of what it takes, the other way round.
 */
export function misfits(writer: JsonSchema, reader: JsonSchema, at = ''): string[] {
  return [
    ...alternatives(writer, reader, at),
    ...values(writer, reader, at),
    ...bounds(writer, reader, at),
    ...members(writer, reader, at),
    ...(reader.items === undefined ? [] : misfits(writer.items ?? {}, reader.items, `${at}/items`)),
  ];
}

/** Each way to write it has to be a way to read it. */
function alternatives(writer: JsonSchema, reader: JsonSchema, at: string): string[] {
  const written = writer.anyOf ?? writer.oneOf;
  const read = reader.anyOf ?? reader.oneOf;
  if (written === undefined && read === undefined) return [];
  if (read === undefined) return (written ?? []).flatMap((one) => misfits({ ...rest(writer), ...one }, reader, at));
  return (written ?? [rest(writer)]).flatMap((one) => {
    const tries = read.map((other) => misfits(one, other, at));
    if (tries.some((found) => found.length === 0)) return [];
    const namesake = read.findIndex(({ title }) => title !== undefined && title === one.title);
    return tries[namesake] ?? [`${at}: an alternative that is not read`];
  });
}

const rest = ({ anyOf: _, oneOf: __, ...schema }: JsonSchema): JsonSchema => schema;

function values(writer: JsonSchema, reader: JsonSchema, at: string): string[] {
  if (writer.anyOf !== undefined) return [];
  const [written, read] = [valuesOf(writer), valuesOf(reader)];
  if (read !== undefined) {
    const others = written?.filter((value) => !read.includes(value));
    if (others === undefined) return [`${at}: anything, not only ${read.join(', ')}`];
    return others.length === 0 ? [] : [`${at}: ${others.join(', ')} is a new value`];
  }
  if (reader.type === undefined) return [];
  const [types, taken] = [[writer.type ?? 'anything'].flat(), [reader.type].flat()];
  const others = types.filter((type) => !taken.includes(type) && !(type === 'integer' && taken.includes('number')));
  return others.map((type) => `${at}: ${type} instead of ${taken.join(', ')}`);
}

const valuesOf = (schema: JsonSchema): unknown[] | undefined =>
  schema.const === undefined ? (schema.enum as unknown[] | undefined) : [schema.const];

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];
const EQUAL = ['pattern', 'format'];

function bounds(writer: JsonSchema, reader: JsonSchema, at: string): string[] {
  if (writer.anyOf !== undefined || valuesOf(writer) !== undefined) return [];
  const beyond = (keyword: string, isBeyond: (written: unknown, read: unknown) => boolean) => {
    const [written, read] = [writer[keyword], reader[keyword]];
    if (read === undefined || !isBeyond(written, read)) return [];
    return [`${at}: ${keyword} is ${written ?? 'not set'}, not ${read}`];
  };
  return [
    ...LOWER.flatMap((each) => beyond(each, (written, read) => !(Number(written ?? -Infinity) >= Number(read)))),
    ...UPPER.flatMap((each) => beyond(each, (written, read) => !(Number(written ?? Infinity) <= Number(read)))),
    ...EQUAL.flatMap((each) => beyond(each, (written, read) => written !== read)),
  ];
}

function members(writer: JsonSchema, reader: JsonSchema, at: string): string[] {
  if (writer.anyOf !== undefined) return [];
  const written = writer.properties ?? {};
  const read = reader.properties ?? {};
  const always = new Set(writer.required);
  const missing = (reader.required ?? []).filter((name) => !always.has(name));
  const gone = writer.additionalProperties === false ? [] : Object.keys(read).filter((name) => !(name in written));
  return [
    ...missing.map((name) => `${at}/${name}: is not always there`),
    ...gone.map((name) => `${at}/${name}: is not declared`),
    ...Object.entries(written).flatMap(([name, schema]) => {
      const other = read[name] ?? reader.additionalProperties;
      if (other === false) return [`${at}/${name}: is not taken`];
      return typeof other === 'object' ? misfits(schema, other, `${at}/${name}`) : [];
    }),
    ...(typeof reader.additionalProperties === 'object' && typeof writer.additionalProperties === 'object'
      ? misfits(writer.additionalProperties, reader.additionalProperties, `${at}/*`)
      : []),
  ];
}
