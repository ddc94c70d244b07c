import pc from 'picocolors';
import type { Terminal } from './terminal.js';

/** A terminal that remembers what was printed, without colour: for specs, and for output that goes elsewhere. */
export function plainTerminal(columns = 120): { terminal: Terminal; printed: string[]; noted: string[] } {
  const printed: string[] = [];
  const noted: string[] = [];
  const terminal: Terminal = {
    line: (text = '') => void printed.push(text),
    note: (text) => void noted.push(text),
    colors: pc.createColors(false),
    interactive: false,
    columns,
  };
  return { terminal, printed, noted };
}
