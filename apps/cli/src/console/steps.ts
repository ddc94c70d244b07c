import { type Progress, progress } from './progress.js';
import type { Terminal } from './terminal.js';

export interface Steps<Step extends string> {
  /** A step that is another one than before ends that one. */
  at(step: Step, done: number, total: number): void;
  finish(): void;
}

/** One bar after the other for work in steps, each with its rate. */
export function steps<Step extends string>(terminal: Terminal, labels: Record<Step, string>): Steps<Step> {
  let [current, bar]: [Step | undefined, Progress | undefined] = [undefined, undefined];
  let [reached, began] = [0, 0];
  const rate = () =>
    `${Math.round(reached / Math.max(0.001, (performance.now() - began) / 1000)).toLocaleString('en')}/s`;
  const finish = () => bar?.finish(`${reached.toLocaleString('en')} done, ${rate()}`);
  return {
    at: (step, done, total) => {
      if (step !== current) {
        finish();
        [current, bar, began] = [step, progress(terminal, labels[step], total), performance.now()];
      }
      reached = done;
      bar?.at(done, rate());
    },
    finish,
  };
}
