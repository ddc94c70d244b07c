import type { Failure } from '#kernel';

/** What a partner sent must not make its own answer too long to be told, nor what is kept of it larger than it was. */
const FAILURES_MAX = 50;
const TEXT_LENGTH_MAX = 500;
const REFERENCE_LENGTH_MAX = 128;

/** As much of a reference as is kept and told: a report may have come with any. */
export const shortReference = (reference: string | undefined): string | null =>
  typeof reference === 'string' ? reference.slice(0, REFERENCE_LENGTH_MAX) : null;

export const shortened = (failures: readonly Failure[]): Failure[] =>
  failures.slice(0, FAILURES_MAX).map((failure) => ({
    ...failure,
    pointer: failure.pointer.slice(0, TEXT_LENGTH_MAX),
    detail: failure.detail.slice(0, TEXT_LENGTH_MAX),
  }));
