import { readFile } from 'node:fs/promises';
import { CliFailure } from './cli-failure.js';
import { EXIT } from './exit-codes.js';

/** The whole of a file that was named on the command line. */
export const textOfFile = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw new CliFailure(`There is no file ${file}.`, EXIT.notFound);
  });
