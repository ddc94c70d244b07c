import Table from 'cli-table3';
import type { Terminal } from './terminal.js';

export type Cell = string | number | undefined;

export interface Column {
  title: string;
  align?: 'left' | 'right';
}

const BORDERLESS = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((name) => [name, name === 'middle' ? '  ' : '']),
);

/** Rows under headings, aligned; what is not known is a dash, never a zero. */
export function table({ colors }: Terminal, columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const made = new Table({
    head: columns.map(({ title }) => colors.bold(title)),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: BORDERLESS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  made.push(...rows.map((row) => columns.map((_, index) => String(row[index] ?? '-'))));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
