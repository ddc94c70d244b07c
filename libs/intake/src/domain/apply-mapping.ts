import type { Failure, Json } from '#kernel';
import type { Report } from '#lifecycle/domain';
import { type MappedColumn, type Mapping, stepsOf } from './mapping.js';
import { type CellReader, cellReader } from './read-cell.js';

export type Cells = Readonly<Record<string, string>>;
export type MappedRow = { report: Report; inferredZone: boolean } | { failures: Failure[] };

interface CompiledColumn {
  column: MappedColumn;
  name: string;
  read: CellReader;
}

/** A mapping made ready to read rows: the report that a row stands for, or every reason why it stands for none. */
export function rowMapper(mapping: Mapping): (cells: Cells) => MappedRow {
  const columns = mapping.columns.map((column) => ({
    column,
    name: String(column.column),
    read: cellReader(column, mapping),
  }));
  const empty = new Set(['', ...mapping.format.empty]);
  return (cells) => new Row(cells, empty).read(mapping, columns);
}

class Row {
  private readonly report: Record<string, Json> = {};
  private readonly failures: Failure[] = [];
  private inferredZone = false;

  constructor(
    private readonly cells: Cells,
    private readonly empty: ReadonlySet<string>,
  ) {}

  read(mapping: Mapping, columns: readonly CompiledColumn[]): MappedRow {
    for (const { field, value } of mapping.constants.filter(({ field }) => field === 'type')) this.set(field, value);
    for (const column of columns.filter((one) => one.column.field === 'type')) this.take(column);
    const type = typeof this.report.type === 'string' ? this.report.type : '';
    for (const { field, value, types } of mapping.constants) {
      if (field !== 'type' && (types?.includes(type) ?? true)) this.set(field, value);
    }
    for (const column of columns) {
      if (column.column.field !== 'type' && (column.column.types?.includes(type) ?? true)) this.take(column);
    }
    if (this.failures.length > 0) return { failures: this.failures };
    return { report: this.report as unknown as Report, inferredZone: this.inferredZone };
  }

  private take({ column, name, read }: CompiledColumn): void {
    const cell = this.cell(name);
    if (cell === undefined) return;
    const within = 'within' in column ? this.within(column.within) : undefined;
    const found = read(cell, within);
    if ('failure' in found) {
      const { rule, detail, hint } = found.failure;
      const told = { pointer: pointerOf(column.field), rule, detail: `Column "${name}": ${detail}` };
      this.failures.push(hint === undefined ? told : { ...told, hint });
      return;
    }
    if (found.inferredZone === true) this.inferredZone = true;
    this.set(column.field, found.value);
  }

  private within(source: { column: string | number } | { value: string } | undefined): string | undefined {
    if (source === undefined) return undefined;
    return 'value' in source ? source.value : this.cell(String(source.column));
  }

  private cell(name: string): string | undefined {
    const cell = this.cells[name]?.trim();
    return cell === undefined || this.empty.has(cell) ? undefined : cell;
  }

  private set(field: string, value: Json): void {
    if (field === 'device') {
      const devices = this.report.device as Json[] | undefined;
      this.report.device = devices === undefined ? [value] : [...devices, value];
      return;
    }
    const steps = stepsOf(field);
    let place: Record<string, Json> = this.report;
    for (const [index, step] of steps.slice(0, -1).entries()) {
      if (!Object.hasOwn(place, step)) place[step] = /^\d+$/.test(steps[index + 1] ?? '') ? [] : {};
      place = place[step] as Record<string, Json>;
    }
    place[steps.at(-1) as string] = value;
  }
}

/** `data.outputs[0].massKg` as `/data/outputs/0/massKg`. */
const pointerOf = (field: string): string => `/${field.replace(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`;
