import pc from 'picocolors';

/** Where output goes. The one writer of the command line: nothing else prints. */
export interface Terminal {
  /** Results, for standard output. */
  line(text?: string): void;
  /** Remarks and failures, for standard error. */
  note(text: string): void;
  colors: ReturnType<typeof pc.createColors>;
  /** Somebody watches: progress bars make sense. */
  interactive: boolean;
  columns: number;
}

export interface Streams {
  out: NodeJS.WriteStream;
  error: NodeJS.WriteStream;
  environment: NodeJS.ProcessEnv;
}

/** Colour only for a person at a terminal who did not say no (NO_COLOR). */
export function terminalOf({ out, error, environment }: Streams): Terminal {
  const colored = out.isTTY === true && (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
  return {
    line: (text = '') => void out.write(`${text}\n`),
    note: (text) => void error.write(`${text}\n`),
    colors: pc.createColors(colored),
    interactive: error.isTTY === true,
    columns: out.columns ?? 140,
  };
}
