/** Columns that a set is read from, as the files name them; they have more. */
export const NEEDED_COLUMNS = [
  'manufacturer',
  'name',
  'subcategory',
  'gwp_total',
  'gwp_use_ratio',
  'lifetime',
  'gwp_error_ratio',
  'gwp_manufacturing_ratio',
  'gwp_transport_ratio',
  'gwp_eol_ratio',
  'report_date',
  'sources',
] as const;

export type BoaviztaCells = Readonly<Record<(typeof NEEDED_COLUMNS)[number], string>>;

export const NUMERIC_COLUMNS = [
  'gwp_total',
  'lifetime',
  'gwp_error_ratio',
  'gwp_use_ratio',
  'gwp_manufacturing_ratio',
  'gwp_transport_ratio',
  'gwp_eol_ratio',
] as const;

/** How numbers and cells are told apart: the same rows are published in two ways. */
export interface BoaviztaForm {
  delimiter: ',' | ';';
  decimal: '.' | ',';
}

/** What stands between the cells, by the first line. */
export function delimiterOf(firstLine: string): BoaviztaForm['delimiter'] {
  const count = (mark: string) => firstLine.split(mark).length;
  return count(';') > count(',') ? ';' : ',';
}

/** What most numbers are written with: a few that are not are mistakes, and refused as such. */
export function decimalOf(rows: readonly BoaviztaCells[]): BoaviztaForm['decimal'] {
  const numbers = rows.flatMap((cells) => NUMERIC_COLUMNS.map((column) => cells[column]));
  const written = (mark: string) => numbers.filter((text) => text.includes(mark)).length;
  return written(',') > written('.') ? ',' : '.';
}
