import { basename } from 'node:path';
import type { Terminal } from '../console/terminal.js';
import { lineReasons } from '../views/line-results.js';
import type { NotedLine } from './import-fleet.js';

/** One line that was refused and one that was set aside, with what the partner is told. */
export function notedLines(terminal: Terminal, noted: readonly NotedLine[]): string {
  const refused = noted.find(({ result }) => result.outcome === 'refused' && result.errors.some(({ hint }) => hint));
  const aside = noted.filter(({ result }) => result.outcome === 'quarantined');
  const quarantined = aside.find(({ result }) => result.anomalies.some(isAfterEnd)) ?? aside[0];
  return [
    ...shown(terminal, 'A refused line: nothing was recorded', refused),
    ...shown(terminal, 'A quarantined line: recorded, but set aside', quarantined),
  ].join('\n');
}

const isAfterEnd = ({ rule }: { rule: string }) => rule === 'no-life-after-end';

function shown(terminal: Terminal, title: string, line: NotedLine | undefined): string[] {
  if (line === undefined) return [];
  return [
    `\n${terminal.colors.bold(title)}\n`,
    `${basename(line.file.path)} of ${line.file.partner.name}, ${lineReasons(terminal, line.result)}`,
  ];
}
