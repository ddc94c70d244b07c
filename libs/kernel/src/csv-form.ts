/** How cells and decimals are told apart in a CSV file: the same rows are published in two ways. */
export interface CsvForm {
  delimiter: ',' | ';';
  decimal: '.' | ',';
}

/** What stands between the cells, by the first line. */
export function delimiterOf(firstLine: string): CsvForm['delimiter'] {
  const count = (mark: string) => firstLine.split(mark).length;
  return count(';') > count(',') ? ';' : ',';
}

/** What most numbers are written with: a few that are not are mistakes, and refused as such. */
export function decimalOf(numbers: readonly string[]): CsvForm['decimal'] {
  const written = (mark: string) => numbers.filter((text) => text.includes(mark)).length;
  return written(',') > written('.') ? ',' : '.';
}
