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
