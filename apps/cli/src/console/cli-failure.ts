import type { ExitCode } from './exit-codes.js';

/** The command cannot go on, and the person who typed it can be told why in a line or two. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  constructor(
    message: string,
    readonly exitCode: ExitCode,
    readonly hint?: string,
  ) {
    super(message);
  }
}
