import { type CsvForm, Rational } from '#kernel';
import type { ModelFactors } from '../factor-set.js';
import { categoryOf } from './category.js';
import type { BoaviztaCells } from './columns.js';

/** Something to be told of a row: by a rule's name, and in words. */
export interface RowNote {
  rule: string;
  reason: string;
}

export type ReadRow = { model: ModelFactors; remarks: RowNote[] } | { refused: RowNote[] };

/** Shares are rounded, and some makers leave out a credit for recycling: so far over the whole they are taken. */
const OVER_WHOLE = new Rational('1.1');
const ROUNDING = new Rational('1.02');
/** The collectors' own arithmetic left `0.21899999999999997` in places. */
const DECIMALS = 9;

/** One product as its maker declares it. An empty cell was not published: it stays absent, and is never zero. */
export function modelOfRow(cells: BoaviztaCells, { decimal }: Pick<CsvForm, 'decimal'>): ReadRow {
  const refused: RowNote[] = [];
  const read = (column: keyof BoaviztaCells): Rational | undefined => {
    const number = numberOf(cells[column], decimal);
    if (number === 'wrong') refused.push(note('not-a-number', `${column} ${cells[column]} is no number here.`));
    return number === 'wrong' ? undefined : number;
  };
  const share = (column: keyof BoaviztaCells): Rational | undefined => {
    const found = read(column);
    if (found === undefined || (found.gte(0) && found.lte(1))) return found;
    refused.push(note('share-out-of-range', `${column} ${cells[column]} is no share of 1.`));
    return undefined;
  };
  for (const column of ['manufacturer', 'name'] as const)
    if (cells[column].trim() === '') refused.push(note('nameless', `${column} is empty.`));
  const total = read('gwp_total');
  const years = read('lifetime');
  const error = read('gwp_error_ratio');
  const shares = {
    manufacturing: share('gwp_manufacturing_ratio'),
    transport: share('gwp_transport_ratio'),
    use: share('gwp_use_ratio'),
    endOfLife: share('gwp_eol_ratio'),
  };
  if (cells.gwp_total.trim() === '') refused.push(note('no-total', 'gwp_total is empty.'));
  if (total?.lte(0)) refused.push(note('no-total', `gwp_total ${cells.gwp_total} is not more than nothing.`));
  if (years?.lte(0)) refused.push(note('no-lifetime', `lifetime ${cells.lifetime} is no time.`));
  if (error?.lt(0))
    refused.push(note('out-of-range', `gwp_error_ratio ${cells.gwp_error_ratio} is less than nothing.`));
  const whole = Object.values(shares).reduce<Rational>((sum, one) => sum.add(one ?? 0), new Rational(0));
  const over = note('shares-exceed-whole', `The shares of the stages add up to ${whole.toString()}.`);
  if (whole.gt(OVER_WHOLE)) refused.push(over);
  if (refused.length > 0 || total === undefined) return { refused };
  const category = categoryOf(cells.subcategory);
  const remarks = remarksOn(cells, { years, error, category, use: shares.use });
  if (whole.gt(ROUNDING)) remarks.push(over);
  const model: ModelFactors = {
    brand: cells.manufacturer.trim(),
    model: withPoints(cells.name, decimal),
    category: category ?? 'other',
    indicator: 'co2e',
    total: withError(total, error),
    ...(years === undefined ? {} : { years: years.toString() }),
    shares: published(shares),
    ...(cells.sources.trim() === '' ? {} : { source: withPoints(cells.sources, decimal) }),
    ...(cells.report_date.trim() === '' ? {} : { reported: cells.report_date.trim() }),
  };
  return { model, remarks };
}

/** The file with decimal commas has them in names and addresses as well (`1,1GHz`): there they are one in both. */
const withPoints = (text: string, decimal: CsvForm['decimal']): string =>
  decimal === ',' ? text.trim().replace(/(\d),(?=\d)/g, '$1.') : text.trim();

function numberOf(text: string, decimal: CsvForm['decimal']): Rational | 'wrong' | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const form = decimal === ',' ? /^-?\d{1,12}(,\d{1,20})?$/ : /^-?\d{1,12}(\.\d{1,20})?$/;
  return form.test(trimmed) ? new Rational(trimmed.replace(',', '.')).round(DECIMALS) : 'wrong';
}

/** The error as its maker declares it, on either side of the total; no total is less than nothing. */
function withError(total: Rational, error: Rational | undefined): ModelFactors['total'] {
  const central = total.toString();
  if (error === undefined || error.equals(0)) return { central };
  const lower = error.gte(1) ? '0' : total.mul(new Rational(1).sub(error)).round(DECIMALS).toString();
  return { central, lower, upper: total.mul(error.add(1)).round(DECIMALS).toString() };
}

const published = (shares: Record<keyof ModelFactors['shares'], Rational | undefined>): ModelFactors['shares'] =>
  Object.fromEntries(
    Object.entries(shares).flatMap(([stage, found]) => (found === undefined ? [] : [[stage, found.toString()]])),
  );

interface Judged {
  years: Rational | undefined;
  error: Rational | undefined;
  category: string | undefined;
  use: Rational | undefined;
}

function remarksOn(cells: BoaviztaCells, { years, error, category, use }: Judged): RowNote[] {
  return [
    ...(years === undefined ? [note('no-lifetime', 'No lifetime is published: nothing per year of use.')] : []),
    ...(use === undefined
      ? [note('no-use-share', 'No share of use is published: no comparison with a reused one.')]
      : []),
    ...(error?.gte(1)
      ? [note('error-above-whole', 'The error is the whole or more: the lower value is nothing.')]
      : []),
    ...(category === undefined ? [note('category-other', `${cells.subcategory} is taken as other.`)] : []),
  ];
}

const note = (rule: string, reason: string): RowNote => ({ rule, reason });
