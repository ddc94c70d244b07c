import { type CsvForm, decimalOf } from '#kernel';
import { type AbsoluteByModelSet, type AbsoluteSet, editionName, type ModelFactors } from '../factor-set.js';
import { type BoaviztaCells, NUMERIC_COLUMNS } from './columns.js';
import { modelOfRow, type RowNote } from './model-of-row.js';

export interface BoaviztaRow {
  /** Line of the file that it begins on, from 1. */
  line: number;
  cells: BoaviztaCells;
}

export interface LineNote extends RowNote {
  line: number;
}

export interface BoaviztaReading {
  decimal: CsvForm['decimal'];
  models: readonly ModelFactors[];
  /** Rows that are not in the set. */
  refused: LineNote[];
  /** Rows that are, with something to be known of them. */
  remarks: LineNote[];
}

/** Reads the rows, each into a model, or out with its reasons. */
export function readBoavizta(rows: readonly BoaviztaRow[]): BoaviztaReading {
  const decimal = decimalOf(rows.flatMap(({ cells }) => NUMERIC_COLUMNS.map((column) => cells[column])));
  const reading = { decimal, models: [] as ModelFactors[], refused: [] as LineNote[], remarks: [] as LineNote[] };
  const lines = new Map<string, number>();
  for (const { line, cells } of rows) {
    const read = modelOfRow(cells, { decimal });
    if ('refused' in read) {
      reading.refused.push(...read.refused.map((one) => ({ line, ...one })));
      continue;
    }
    reading.models.push(read.model);
    reading.remarks.push(...read.remarks.map((one) => ({ line, ...one })));
    const name = `${read.model.brand}:${read.model.model}`.toLowerCase();
    const before = lines.get(name);
    lines.set(name, before ?? line);
    if (before === undefined) continue;
    const reason = `Declared on line ${before} as well: where the figures differ, none is chosen.`;
    reading.remarks.push({ line, rule: 'declared-twice', reason });
  }
  return reading;
}

/**
 * The set of what was read: makers' own declarations, which their collectors warn are not for comparing makers. They say
 * nothing of refurbishing: years of use and impact per unit of what it takes come from another set, or stay unknown.
 */
export function boaviztaSet(
  { models }: Pick<BoaviztaReading, 'models'>,
  { name, edition, published }: Pick<AbsoluteByModelSet, 'name' | 'edition' | 'published'>,
  refurbishing?: AbsoluteSet,
): AbsoluteByModelSet {
  const { lifetimes, intensities } = refurbishing ?? {};
  return {
    name,
    edition,
    title: 'Boavizta environmental footprint data, declarations of manufacturers',
    source: 'github.com/Boavizta/environmental-footprint-data',
    published,
    licence: 'ODbL 1.0, contents DbCL 1.0; attribution: Boavizta',
    notes: [
      'Orders of magnitude: not for accurate evaluation, nor for comparing manufacturers.',
      'Each figure is over the years of use that the manufacturer chose, within the boundary that it chose.',
      'Lower and upper values are the declared error on either side of the total.',
      ...(refurbishing === undefined ? [] : [`Of refurbishing, the figures of ${editionName(refurbishing)}.`]),
    ],
    basis: 'absolute_by_model',
    functionalUnit: 'device',
    models,
    ...(lifetimes === undefined ? {} : { lifetimes }),
    ...(intensities === undefined ? {} : { intensities }),
  };
}
