import { ProblemError } from './problem.js';
import { failuresOf } from './schema-failures.js';

/** 422 with all failures of a value against its schema (CONTRACTS H1). */
export const problemOfSchema = (issues: readonly unknown[], prefix = ''): ProblemError =>
  new ProblemError({ status: 422, title: 'The content was refused.', errors: failuresOf(issues, prefix) });
