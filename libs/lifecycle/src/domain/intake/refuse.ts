import type { Failure, Refusal } from '#kernel';

const TITLES: Record<Refusal['status'], string> = {
  400: 'The report cannot be read.',
  403: 'Not allowed.',
  404: 'Not found.',
  409: 'This contradicts what is recorded.',
  412: 'It has changed meanwhile.',
  413: 'Too large.',
  422: 'The content was refused.',
  429: 'Too many requests.',
  503: 'Not recorded: send it again.',
};

/** A refusal with all its failures: nothing was recorded, and the reference is not used up (CONTRACTS R1). */
export const refused = (status: Refusal['status'], ...errors: Failure[]): Refusal => ({
  outcome: 'refused',
  status,
  title: TITLES[status],
  errors,
});
