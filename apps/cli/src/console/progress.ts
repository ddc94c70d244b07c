import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.js';

export interface Progress {
  /** Done so far, of the total that it was started with, and a word about it. */
  at(done: number, remark?: string): void;
  finish(remark?: string): void;
}

const LABEL_WIDTH = 44;
const BAR_WIDTH = 24;

/** A bar for who watches, one line at the end for who reads a log. */
export function progress(terminal: Terminal, label: string, total: number): Progress {
  return terminal.interactive ? barOf(label, total) : lineOf(terminal, label);
}

function barOf(label: string, total: number): Progress {
  const bar = new SingleBar({
    format: `${label.padEnd(LABEL_WIDTH)} {bar} {percentage}%  {remark}`,
    barsize: BAR_WIDTH,
    stopOnComplete: false,
    clearOnComplete: false,
    hideCursor: true,
    fps: 10,
    barCompleteChar: '=',
    barIncompleteChar: '-',
  });
  bar.start(Math.max(1, total), 0, { remark: '' });
  return {
    at: (done, remark = '') => bar.update(Math.min(done, total), { remark }),
    finish: (remark = '') => {
      bar.update(Math.max(1, total), { remark });
      bar.stop();
    },
  };
}

function lineOf(terminal: Terminal, label: string): Progress {
  return {
    at: () => undefined,
    finish: (remark = '') => terminal.note(`${label.padEnd(LABEL_WIDTH)} ${remark}`.trimEnd()),
  };
}
