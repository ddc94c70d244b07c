import type { Terminal } from '../console/terminal.js';
import type { FactorImport } from '../factors/factor-import.js';

/** Of each kind; `--json` has them all. */
const SHOWN_MAX = 20;

/** Counts, and every row that was left out or can be used for less, by line and reason. */
export function importText(terminal: Terminal, found: FactorImport): string {
  const { colors } = terminal;
  const categories = Object.entries(found.byCategory).map(([name, count]) => `${count} ${name}`);
  return [
    `${found.edition} (${found.form}): ${found.rows} rows, ${found.models} models${listed(categories)}`,
    ...shown(found.refused).map((text) => `${colors.red('refused')} ${text}`),
    ...shown(found.remarks).map((text) => `${colors.yellow('remark')} ${text}`),
    `sha256 ${found.sha256}`,
  ].join('\n');
}

const listed = (texts: readonly string[]): string => (texts.length === 0 ? '' : `: ${texts.join(', ')}`);

function shown(notes: FactorImport['refused']): string[] {
  const texts = notes.slice(0, SHOWN_MAX).map(({ line, rule, reason }) => `line ${line}: ${rule}: ${reason}`);
  const rest = notes.length - texts.length;
  return rest > 0 ? [...texts, `... and ${rest} more`] : texts;
}
