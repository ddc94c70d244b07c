import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServerAway } from '#kernel';
import { InvalidListing } from '#ops-store';
import type { Logger } from '../logger.js';
import { ToldOnce } from '../told-once.js';
import { PROBLEM_MEDIA_TYPE, ProblemError, type ProblemSource, problem, toProblem } from './problem.js';
import type { RouteTable } from './route-table.js';

const AGAIN = 'Send the same request again in a moment.';

const HINTS: Record<number, { rule: string; hint: string }> = {
  400: { rule: 'not-parsable', hint: 'Check the syntax of the address, the headers and the body.' },
  404: { rule: 'unknown-route', hint: 'The routes are listed at /docs.' },
  405: { rule: 'method-not-allowed', hint: 'The Allow header lists the methods of this address.' },
  413: { rule: 'too-large', hint: 'Send larger files to POST /v1/imports.' },
  414: { rule: 'address-too-long', hint: 'Shorten the address.' },
  415: { rule: 'unsupported-media-type', hint: 'Send application/json unless the route says otherwise.' },
  503: { rule: 'unavailable', hint: AGAIN },
};

const RETRY_AFTER_SECONDS = 1;

/** Whatever goes wrong becomes one problem; what nobody foresaw says nothing but the correlation id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly told = new ToldOnce();

  constructor(
    private readonly logger: Logger,
    private readonly routes?: RouteTable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    this.send(error, http.getRequest<FastifyRequest>(), reply);
  }

  /** A store that cannot write fails every request in the same way: the log says so once a minute. */
  private complain(error: unknown, { status, errors }: ProblemSource, request: FastifyRequest): void {
    const times = status === 503 ? this.told.news(errors[0]?.detail ?? '') : 1;
    if (times === undefined) return;
    this.logger.error({ err: error, correlationId: request.id, ...(times > 1 && { times }) }, 'request failed');
  }

  send(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const path = request.url.split('?')[0] ?? request.url;
    const missing = request.is404 ? this.routes?.notFound(request.method, path) : undefined;
    const source = missing ?? sourceOf(error);
    if (source.status >= 500) this.complain(error, source, request);
    if (source.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
    if (source instanceof ProblemError) reply.headers(source.headers);
    reply
      .status(source.status)
      .type(PROBLEM_MEDIA_TYPE)
      .send(JSON.stringify(toProblem(source, { instance: path, correlationId: request.id })));
  }
}

function sourceOf(error: unknown): ProblemSource {
  if (error instanceof ProblemError) return error;
  if (error instanceof ServerAway) {
    return problem(503, 'unavailable', 'A server that this needs does not answer just now.', {
      hint: AGAIN,
    });
  }
  if (error instanceof InvalidListing) {
    return problem(422, 'invalid-cursor', 'That cursor is of no page.', {
      pointer: '/query/cursor',
      hint: 'Send the `next` of the page before.',
    });
  }
  const status = statusOf(error);
  if (status === undefined || status < 400 || status >= 600) {
    return problem(500, 'unexpected', 'Something unforeseen happened; nothing is half-written.', {
      hint: 'Give the correlation id to the operator.',
    });
  }
  const known = HINTS[status] ?? { rule: `status-${status}`, hint: 'See /docs.' };
  const detail = status >= 500 || !(error instanceof Error) ? known.rule : error.message;
  return problem(status, known.rule, detail, { hint: known.hint });
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return undefined;
}
