import { z } from 'zod';
import { complaintOfDateFormat } from './date-format.js';
import { UNIT_NAMES, unitFactor } from './units.js';

/** Kinds that a bare cell can be: the mapping adds the prefix that the wire form needs (CONTRACTS I7). */
export const CELL_IDENTIFIER_KINDS = [
  'imei',
  'imeisv',
  'meid',
  'eid',
  'mac',
  'giai',
  'sgtin',
  'gtin-serial',
  'serial',
  'asset',
  'device',
  'order',
  'part',
  'batch',
  'recall',
  'model',
] as const;
export type CellIdentifierKind = (typeof CELL_IDENTIFIER_KINDS)[number];

/**
 * Where a cell goes in the report: an envelope field, or a path into `data` with `[n]` for list items, such as
 * `data.outputs[0].massKg`. Several columns may name `device`: each adds an identifier. `corrects` is an event's id,
 * `corrects.reference` the sender's own reference of it.
 */
const FIELD =
  /^(device|subject|type|occurredAt|reference|sequence|onBehalfOf|performedBy|confidence|corrects(\.reference)?|unknownDevice|location\.(country|gln|site)|data(\.[a-z][A-Za-z0-9]*(\[\d{1,2}\])?)+)$/;
const FIELD_LENGTH_MAX = 200;
const field = z
  .string()
  .max(FIELD_LENGTH_MAX)
  .regex(FIELD, 'not a field of a report')
  .describe('Such as `device`, `data.massKg`, `data.outputs[0].massKg` or `corrects.reference`');
/** The last column of the widest sheets. */
const POSITION_MAX = 16_383;
const columnName = z
  .union([z.string().min(1).max(500), z.int().min(0).max(POSITION_MAX)])
  .describe('Header text, which the file has to have, or without a header the position from 0');
const types = z
  .array(z.string().min(1).max(64))
  .min(1)
  .max(100)
  .describe('Only for reports of these event types')
  .optional();

export const mappingFormat = z
  .strictObject({
    delimiter: z.enum([',', ';', '\t', '|']).default(','),
    /** The first row names the columns. Without it columns are addressed by position. */
    header: z.boolean().default(true),
    decimal: z.enum(['.', ',']).default('.'),
    /** Dropped from numbers before they are read. */
    thousands: z.enum(['.', ',', ' ', "'"]).optional(),
    encoding: z.enum(['utf-8', 'latin1']).default('utf-8'),
    /** Cells that mean "nothing was said", besides the empty one; never zero. */
    empty: z.array(z.string()).default([]),
  })
  .refine(({ decimal, thousands }) => decimal !== thousands, {
    message: 'decimal and thousands are the same sign',
    path: ['thousands'],
  });

const mappedColumn = {
  column: columnName,
  field,
  types,
};

const textColumn = z.strictObject({ ...mappedColumn, as: z.literal('text') });
const numberColumn = z.strictObject({
  ...mappedColumn,
  as: z.literal('number'),
  /** Unit in the file, converted exactly into the one that the field's name states. */
  unit: z.enum(UNIT_NAMES).optional(),
});
/**
 * `dateFormat` of the letters `yyyy MM dd HH mm ss` and `SSS`, everything else literal (`dd.MM.yyyy HH:mm`), or `iso`
 * for RFC 3339 as it stands. A format without a clock gives day precision; one without an offset takes `timeZone`, else
 * the mapping's, and the report is marked as read in an inferred zone (CONTRACTS H3).
 */
const dateColumn = z.strictObject({
  ...mappedColumn,
  as: z.literal('date'),
  dateFormat: z
    .string()
    .min(3)
    .max(40)
    .superRefine((format, context) => {
      const complaint = complaintOfDateFormat(format);
      if (complaint !== undefined) context.addIssue({ code: 'custom', message: complaint });
    }),
  timeZone: z.string().refine(isTimeZone, 'not an IANA time zone').optional(),
});
/** The file's own words for a value of ours. A word that is not listed refuses the line (`unknown-value`). */
const enumColumn = z.strictObject({
  ...mappedColumn,
  as: z.literal('enum'),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
const booleanColumn = z.strictObject({
  ...mappedColumn,
  as: z.literal('boolean'),
  true: z.array(z.string()).min(1).default(['true', 'yes', '1']),
  false: z.array(z.string()).min(1).default(['false', 'no', '0']),
});
/**
 * `identifier:<kind>`: a bare value of that kind; `identifier`: already in wire form (`imei:...`). A serial needs its
 * manufacturer, a `gtin-serial` its GTIN: from another column or fixed. Order, part, batch, asset and recall are the
 * sender's own.
 */
const identifierColumn = z.strictObject({
  ...mappedColumn,
  as: z.union([z.literal('identifier'), z.templateLiteral(['identifier:', z.enum(CELL_IDENTIFIER_KINDS)])]),
  within: z.union([z.strictObject({ column: columnName }), z.strictObject({ value: z.string().min(1) })]).optional(),
});

const anyColumn = z.union([textColumn, numberColumn, dateColumn, enumColumn, booleanColumn, identifierColumn]);

export const mappingConstant = z.strictObject({
  field,
  value: z.union([z.string(), z.number(), z.boolean()]),
  types,
});

/** How the rows of one partner's file read as reports: stored by `PUT /v1/mappings/{name}`, named by `?mapping=`. */
export const mapping = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
    description: z.string().max(500).optional(),
    format: mappingFormat.default({ delimiter: ',', header: true, decimal: '.', encoding: 'utf-8', empty: [] }),
    /** IANA zone of times without an offset. */
    timeZone: z.string().refine(isTimeZone, 'not an IANA time zone').optional(),
    /** Fixed values, for every row or for rows of some event types: the type itself, a grading scheme, a country. */
    constants: z.array(mappingConstant).max(100).default([]),
    columns: z.array(anyColumn).min(1).max(200),
  })
  .superRefine(({ name: _, ...parts }, context) => {
    for (const problem of contradictions(parts)) context.addIssue({ code: 'custom', ...problem });
  });

export type Mapping = z.output<typeof mapping>;
export type MappingInput = z.input<typeof mapping>;
export type MappingFormat = z.output<typeof mappingFormat>;
export type MappedColumn = z.output<typeof anyColumn>;
export type MappingConstant = z.output<typeof mappingConstant>;

interface Contradiction {
  path: (string | number)[];
  message: string;
}

function contradictions(parts: Pick<Mapping, 'columns' | 'constants' | 'format'>): Contradiction[] {
  const fields = [...parts.columns, ...parts.constants].map((one) => one.field);
  const missing = [['type'], ['occurredAt'], ['device', 'subject']]
    .filter((group) => !group.some((name) => fields.includes(name)))
    .map((group) => ({ path: ['columns'], message: `no column or constant gives ${group.join(' or ')}` }));
  const wrong = parts.columns.flatMap((column, index) =>
    [...columnProblems(column), ...(parts.format.header ? [] : notPositions(column))].map((message) => ({
      path: ['columns', index],
      message,
    })),
  );
  return [...missing, ...wrong, ...crossings(parts)];
}

/** Fields of one report that cannot both be there: one inside another that is a value, or names beside list items. */
function crossings({ columns, constants }: Pick<Mapping, 'columns' | 'constants'>): Contradiction[] {
  const places = [
    ...columns.map((one, index) => ({ ...one, path: ['columns', index] })),
    ...constants.map((one, index) => ({ ...one, path: ['constants', index] })),
  ];
  return places.flatMap((one, index) => {
    const other = places
      .slice(0, index)
      .find((before) => (isTwice(before, one) || doCross(before.field, one.field)) && areTogether(before, one));
    if (other === undefined) return [];
    const isSame = other.field === one.field;
    const message = isSame ? `${one.field} is given twice` : `${one.field} and ${other.field} exclude each other`;
    return [{ path: one.path, message }];
  });
}

interface Place {
  field: string;
  path: (string | number)[];
}

/** A device may have many identifiers, and a constant stands where a column's cell is empty. */
const isTwice = (one: Place, other: Place): boolean =>
  one.field === other.field && one.field !== 'device' && one.path[0] === other.path[0];

const areTogether = (one: { types?: string[] | undefined }, other: { types?: string[] | undefined }): boolean =>
  one.types === undefined || other.types === undefined || one.types.some((type) => other.types?.includes(type));

function doCross(one: string, other: string): boolean {
  if (one === other) return false;
  const [a, b] = [stepsOf(one), stepsOf(other)];
  const fork = a.findIndex((step, index) => step !== b[index]);
  if (fork < 0 || fork >= b.length) return true;
  return isItem(a[fork]) !== isItem(b[fork]);
}

const isItem = (step: string | undefined): boolean => /^\d+$/.test(step ?? '');

/** `data.outputs[0].massKg`: data, outputs, 0, massKg. */
export const stepsOf = (path: string): string[] =>
  path.split(/\.|\[(\d+)\]\.?/).filter((step) => step !== undefined && step !== '');

/** Every column that is read, that of a maker or GTIN included. */
export const columnsRead = (column: MappedColumn): string[] => {
  const within = 'within' in column && column.within !== undefined && 'column' in column.within ? [column.within] : [];
  return [column, ...within].map((one) => String(one.column));
};

/** Columns that are read and not there. A column that is left out would read as one whose cells are all empty. */
export const missingColumns = ({ columns }: Pick<Mapping, 'columns'>, header: readonly string[]): string[] =>
  namesRead(columns).filter((name) => !header.includes(name));

/** Columns that are read and there more than once: nobody can say which of them was meant. */
export const repeatedColumns = ({ columns }: Pick<Mapping, 'columns'>, header: readonly string[]): string[] =>
  namesRead(columns).filter((name) => header.indexOf(name) !== header.lastIndexOf(name));

const namesRead = (columns: readonly MappedColumn[]): string[] => [...new Set(columns.flatMap(columnsRead))];

const notPositions = (column: MappedColumn): string[] =>
  columnsRead(column)
    .filter((name) => !/^\d{1,5}$/.test(name) || Number(name) > POSITION_MAX)
    .map((name) => `without a header, columns are named by their positions from 0 to ${POSITION_MAX}, not by ${name}`);

function columnProblems(column: MappedColumn): string[] {
  const problems: string[] = [];
  if (column.field === 'occurredAt' && column.as !== 'date') problems.push('occurredAt is read as a date');
  if (['device', 'subject'].includes(column.field) && !column.as.startsWith('identifier'))
    problems.push(`${column.field} is read as an identifier`);
  if (column.as === 'number' && column.unit !== undefined && unitFactor(column.field, column.unit) === undefined)
    problems.push(`the unit ${column.unit} does not fit ${column.field}`);
  if (column.as === 'identifier:serial' || column.as === 'identifier:gtin-serial') {
    if (column.within === undefined) problems.push(`${column.as} needs "within": its manufacturer or GTIN`);
  }
  return problems;
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
