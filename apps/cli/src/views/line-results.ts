import type { LineResult } from '#intake/domain';
import type { Terminal } from '../console/terminal.js';

/** A line that was not plainly accepted, and why. */
export function lineReasons({ colors }: Terminal, result: LineResult): string {
  const { line, outcome, reference, errors, anomalies } = result;
  const paint = outcome === 'refused' ? colors.red : colors.yellow;
  const head = `line ${line}${reference === null ? '' : ` (${reference})`}: ${paint(outcome.replaceAll('_', ' '))}`;
  const reasons = [
    ...errors.map(({ pointer, rule, detail, hint }) =>
      [
        `  ${pointer === '' ? '/' : pointer} ${rule}: ${detail}`,
        ...(hint === undefined ? [] : [`  hint: ${hint}`]),
      ].join('\n'),
    ),
    ...anomalies.map(({ rule, severity, explanation }) => `  ${severity} ${rule}: ${explanation}`),
  ];
  return [head, ...reasons].join('\n');
}
