import type { Failure } from '#kernel';
import { readJson } from './json-reader.js';

/** A line that holds no JSON: takes its place among the items, so that the others keep theirs. */
export class MalformedLine {
  constructor(
    readonly line: number,
    readonly failure: Failure,
  ) {}
}

const NEWLINE = 0x0a;
const BLANK = new Set([0x20, 0x09, 0x0d]);

/** The items of NDJSON, blank lines left out; a malformed line is a `MalformedLine` (CONTRACTS H5). */
export function readNdjson(bytes: Uint8Array): unknown[] {
  const items: unknown[] = [];
  let line = 0;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    const text = bytes.subarray(start, end);
    if (!text.every((byte) => BLANK.has(byte))) items.push(itemOf(text, line + 1));
    start = end + 1;
  }
  return items;
}

function itemOf(text: Uint8Array, line: number): unknown {
  const read = readJson(text);
  return read.ok ? read.value : new MalformedLine(line, read.failure);
}
