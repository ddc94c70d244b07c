import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Accepted, JSON_BODY } from './accepts.js';
import { readBounded } from './bounded-body.js';
import { readJson } from './json-reader.js';
import { readNdjson } from './ndjson-reader.js';
import { ProblemError, problem } from './problem.js';
import { dropRest } from './unread-body.js';

export interface BodyLimits {
  bodyBytes: number;
  batchBytes: number;
  /** Of which nothing may come for so long. */
  bodyStallSeconds: number;
}

/** Handed over as bytes: how its cells are told apart is the route's affair. */
const CSV = 'text/csv';
const NDJSON = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl']);

/** Replaces Fastify's parsers: one, which does what the route's `@Accepts` says and refuses the rest before reading. */
export function installBodyParsers(instance: FastifyInstance, limits: BodyLimits): void {
  instance.removeAllContentTypeParsers();
  // Fastify closes the connection of every request that no parser takes, whether or not its client still sends.
  instance.addHook('onError', (request, reply, _error, done) => {
    reply.removeHeader('connection');
    if (!request.raw.complete) dropRest(request.raw);
    done();
  });
  instance.addContentTypeParser('*', (request: FastifyRequest, payload: IncomingMessage, done) => {
    const accepted = acceptedOf(request);
    const mediaType = mediaTypeOf(request);
    const refusal = refusalOf(request, mediaType, accepted);
    if (refusal !== undefined) return done(refusal);
    if (accepted.as === 'stream') return done(null, payload);
    const limitBytes = accepted.limit === 'batch' ? limits.batchBytes : limits.bodyBytes;
    readBounded(request, payload, { limitBytes, stallSeconds: limits.bodyStallSeconds }, (error, bytes) => {
      const parsed = bytes === undefined ? error : parse(mediaType, bytes);
      if (parsed instanceof Error) done(parsed);
      else done(null, parsed);
    });
  });
}

const acceptedOf = (request: FastifyRequest): Accepted =>
  (request.routeOptions.config as { accepts?: Accepted }).accepts ?? JSON_BODY;

function mediaTypeOf(request: FastifyRequest): string {
  const header = request.headers['content-type'] ?? '';
  const end = header.indexOf(';');
  return (end === -1 ? header : header.slice(0, end)).trim().toLowerCase();
}

function parse(mediaType: string, bytes: Buffer): unknown {
  if (mediaType === CSV) return bytes;
  if (NDJSON.has(mediaType)) return readNdjson(bytes);
  const read = readJson(bytes);
  if (read.ok) return read.value;
  return new ProblemError({ status: 400, title: 'The body cannot be read.', errors: [read.failure] });
}

function refusalOf(request: FastifyRequest, mediaType: string, accepted: Accepted): ProblemError | undefined {
  if (!accepted.types.includes(mediaType)) return unsupported(mediaType, accepted);
  const encoding = request.headers['content-encoding'];
  if (accepted.as === 'stream' || encoding === undefined || encoding === 'identity') return undefined;
  return problem(415, 'unsupported-encoding', `Content-Encoding ${encoding} is not accepted here.`, {
    hint: 'Send the body uncompressed, or as a file to POST /v1/imports.',
  });
}

const unsupported = (mediaType: string, accepted: Accepted) =>
  problem(415, 'unsupported-media-type', `Content-Type ${mediaType || '(none)'} is not accepted here.`, {
    hint: `Send ${accepted.types.join(' or ')}.`,
  });
