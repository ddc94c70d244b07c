import type { CsvForm, Failure } from '#kernel';

/** Columns that a file of masses has; it may have others. */
export const MASS_COLUMNS = ['country', 'year', 'weeeCategory', 'massKg'] as const;

export type MassCells = Readonly<Record<(typeof MASS_COLUMNS)[number], string>>;

/** Codes of Eurostat that are not those of ISO 3166-1, which events name countries by. */
const OTHER_CODES: Readonly<Record<string, string>> = { EL: 'GR', UK: 'GB' };

/** A row's mass as the schema takes it, where nothing is wrong with how it is written. Pointers are columns. */
export interface ReadCells {
  mass: Record<(typeof MASS_COLUMNS)[number], unknown>;
  failures: Failure[];
}

export function massOfCells(cells: MassCells, decimal: CsvForm['decimal']): ReadCells {
  const [country, year, weeeCategory, massKg] = MASS_COLUMNS.map((column) => cells[column].trim()) as Row;
  return {
    mass: { country, year: Number(year), weeeCategory, massKg: massKg.replace(',', '.') },
    failures: [...wrongCountry(country), ...wrongYear(year), ...wrongMass(massKg, decimal)],
  };
}

type Row = [country: string, year: string, weeeCategory: string, massKg: string];

function wrongCountry(text: string): Failure[] {
  const code = OTHER_CODES[text];
  if (code === undefined) return [];
  const detail = `${text} is Eurostat's code of a country, and not that of ISO 3166-1.`;
  return [{ pointer: '/country', rule: 'not-iso-3166', detail, hint: `Write ${code}.` }];
}

function wrongYear(text: string): Failure[] {
  if (/^\d{4}$/.test(text)) return [];
  return [{ pointer: '/year', rule: 'wrong-format', detail: `"${text}" is no year.`, hint: 'Like 2024.' }];
}

/** Three digits after the only mark may be thousands as well: a thousandth of a mass, or all of it, is not guessed. */
const GROUPED = /^[1-9]\d{0,2}[.,]\d{3}$/;

function wrongMass(text: string, decimal: CsvForm['decimal']): Failure[] {
  const pointer = '/massKg';
  const hint = `Kilograms without separators of thousands; in this file the decimal mark is "${decimal}".`;
  if (GROUPED.test(text)) {
    const detail = `${text} can be read with thousands, and with decimals.`;
    return [{ pointer, rule: 'ambiguous-number', detail, hint: 'Leave out separators of thousands, or decimals.' }];
  }
  if (decimal === ',' ? /^\d+(,\d+)?$/.test(text) : /^\d+(\.\d+)?$/.test(text)) return [];
  return [{ pointer, rule: 'not-a-number', detail: `"${text}" is no number here.`, hint }];
}
