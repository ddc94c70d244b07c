import { STATUS_CODES } from 'node:http';
import type { Failure } from '#kernel';

/** RFC 9457, with every failure at once (CONTRACTS H1). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  correlationId?: string;
  errors: Failure[];
}

/** What a `Refusal` of the domain and an error of the edge have alike. */
export interface ProblemSource {
  status: number;
  title: string;
  errors: Failure[];
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

const NAMES: Record<number, string> = {
  400: 'not-parsable',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'request-timeout',
  409: 'conflict',
  410: 'gone',
  412: 'precondition-failed',
  413: 'too-large',
  415: 'unsupported-media-type',
  422: 'refused',
  429: 'too-many-requests',
  500: 'unexpected',
  503: 'unavailable',
};

export function toProblem(source: ProblemSource, request: { instance: string; correlationId?: string }): Problem {
  const { status, title, errors } = source;
  return {
    type: `urn:circulog:problem:${NAMES[status] ?? `status-${status}`}`,
    title,
    status,
    detail: detailOf(errors, title),
    instance: request.instance,
    ...(request.correlationId === undefined ? {} : { correlationId: request.correlationId }),
    errors,
  };
}

function detailOf(errors: Failure[], title: string): string {
  const [first] = errors;
  if (first === undefined) return title;
  return errors.length === 1 ? first.detail : `${errors.length} failures, the first: ${first.detail}`;
}

/** Thrown where a value cannot be returned: parsers, pipes and gates before a handler runs. */
export class ProblemError extends Error implements ProblemSource {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly title: string;
  readonly errors: Failure[];
  readonly headers: Record<string, string>;

  constructor(source: ProblemSource, headers: Record<string, string> = {}) {
    super(source.title);
    this.status = source.status;
    this.title = source.title;
    this.errors = source.errors;
    this.headers = headers;
  }
}

/** A problem with one failure and the status's own title. */
export const problem = (
  status: number,
  rule: string,
  detail: string,
  extra: { pointer?: string; hint?: string } = {},
) =>
  new ProblemError({
    status,
    title: STATUS_CODES[status] ?? 'Error',
    errors: [{ pointer: extra.pointer ?? '', rule, detail, ...(extra.hint === undefined ? {} : { hint: extra.hint }) }],
  });
