import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Failure } from '#kernel';
import type { Report } from '#lifecycle/domain';
import { readJson } from '#platform';
import type { SourceLine } from '../domain/source-line.js';

/** A line holds one report; an event is at most 64 KB, a report may be written more widely. */
export const LINE_BYTES_MAX = 256 * 1024;

/** Nobody else has a turn while blank lines are passed over, and a file may hold nothing else. */
const BLANKS_AT_ONCE = 1_000;

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reports of a newline-delimited JSON body, in memory bounded by one chunk and one line. Blank lines are passed over. */
export async function* ndjsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<SourceLine> {
  let line = 0;
  let bytesDone = 0;
  let blank = 0;
  for await (const { bytes, size, lines = 1 } of rawLines(chunks)) {
    line += lines;
    bytesDone += size;
    if (bytes === 'too-long') {
      yield { line, bytesDone, failures: [tooLong] };
      continue;
    }
    const text = line === 1 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
    if (isBlank(text)) {
      blank += 1;
      if (blank % BLANKS_AT_ONCE === 0) await nextTurn();
      continue;
    }
    yield { line, bytesDone, ...readReport(text) };
  }
}

interface RawLine {
  bytes: Buffer | 'too-long';
  size: number;
  /** Of empty lines in a row, which are handed over as one; absent: 1. */
  lines?: number;
}

async function* rawLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<RawLine> {
  let pieces: Buffer[] = [];
  let held = 0;
  let size = 0;
  const take = (last: Buffer): Buffer | 'too-long' => {
    if (held + last.length > LINE_BYTES_MAX) return 'too-long';
    return pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const empty = size === 0 ? newlinesFrom(chunk, start) : 0;
      if (empty > 1) {
        yield { bytes: chunk.subarray(start, start), size: empty, lines: empty };
        start += empty;
        continue;
      }
      const bytes = take(chunk.subarray(start, end));
      yield { bytes, size: size + end - start + 1 };
      pieces = [];
      held = 0;
      size = 0;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    held += rest.length;
    size += rest.length;
    if (held <= LINE_BYTES_MAX) pieces.push(rest);
    else pieces = [];
  }
  if (size > 0) yield { bytes: take(Buffer.alloc(0)), size };
}

function newlinesFrom(chunk: Buffer, start: number): number {
  let end = start;
  while (chunk[end] === NEWLINE) end += 1;
  return end - start;
}

function readReport(bytes: Buffer): { report: Report } | { failures: Failure[] } {
  const read = readJson(bytes);
  if (!read.ok) return { failures: [read.failure] };
  const { value } = read;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { failures: [notAnObject] };
  return { report: value as Report };
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);

const tooLong: Failure = {
  pointer: '',
  rule: 'line-too-long',
  detail: `The line is longer than ${LINE_BYTES_MAX} bytes.`,
  hint: 'Send one report per line, ended by a line feed; documents go in by hash, not by content.',
};

const notAnObject: Failure = {
  pointer: '',
  rule: 'not-an-object',
  detail: 'The line is JSON, but not an object.',
  hint: 'Each line is one report: {"device": ..., "type": ..., "occurredAt": ..., "data": {...}}.',
};
