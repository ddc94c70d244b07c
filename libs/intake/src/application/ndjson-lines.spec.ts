import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { SourceLine } from '../domain/source-line.js';
import { LINE_BYTES_MAX, ndjsonLines } from './ndjson-lines.js';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(body: Buffer | string, chunk = 7): Promise<SourceLine[]> {
  const lines: SourceLine[] = [];
  for await (const line of ndjsonLines(inChunks(Buffer.from(body), chunk))) lines.push(line);
  return lines;
}

const rules = (lines: SourceLine[]) => lines.map((line) => ('failures' in line ? line.failures[0]?.rule : 'report'));

describe('reading newline-delimited JSON', () => {
  it('reads a report per line and counts bytes and lines', async () => {
    expect(await read('{"type":"A"}\n{"type":"B"}\n')).toEqual([
      { line: 1, bytesDone: 13, report: { type: 'A' } },
      { line: 2, bytesDone: 26, report: { type: 'B' } },
    ]);
  });

  it('reads a last line without a line feed, CRLF, blank lines and a byte order mark', async () => {
    const lines = await read('\ufeff{"type":"A"}\r\n\r\n  \n{"type":"B"}');
    expect(lines.map(({ line }) => line)).toEqual([1, 4]);
    expect(rules(lines)).toEqual(['report', 'report']);
  });

  it('says of each unreadable line why, and goes on with the next', async () => {
    const latin1 = Buffer.concat([Buffer.from('{"type":"'), Buffer.from([0xe9]), Buffer.from('"}\n')]);
    const rest = Buffer.from('{"type":\n[1]\n"x"\n{"type":"ok"}\n');
    expect(rules(await read(Buffer.concat([latin1, rest])))).toEqual([
      'not-utf-8',
      'not-json',
      'not-an-object',
      'not-an-object',
      'report',
    ]);
  });

  it('refuses a line over the limit without holding it, and reads the line after it', async () => {
    const long = `{"type":"${'x'.repeat(LINE_BYTES_MAX * 3)}"}`;
    expect(rules(await read(`${long}\n{"type":"ok"}\n${long}`, 65_536))).toEqual([
      'line-too-long',
      'report',
      'line-too-long',
    ]);
  });

  it('reads the same lines however the body is cut into chunks', async () => {
    const report = fc.record({ type: fc.string(), reference: fc.string() });
    await fc.assert(
      fc.asyncProperty(fc.array(report), fc.integer({ min: 1, max: 40 }), async (reports, size) => {
        const body = reports.map((one) => JSON.stringify(one)).join('\n');
        const found = (await read(body, size)).map((line) => ('report' in line ? line.report : line));
        expect(found).toEqual(reports);
      }),
      { numRuns: 50 },
    );
  });

  it('counts the lines and bytes of empty lines, however the body is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4)), fc.integer({ min: 1, max: 9 }), async (empty, size) => {
        const lines = empty.flatMap((count) => [...Array<string>(count).fill(''), '{"type":"A"}']);
        const expected = lines.flatMap((text, index) => {
          const bytesDone = lines.slice(0, index + 1).reduce((sum, one) => sum + one.length + 1, 0);
          return text === '' ? [] : [{ line: index + 1, bytesDone, report: { type: 'A' } }];
        });
        expect(await read(lines.map((line) => `${line}\n`).join(''), size)).toEqual(expected);
      }),
    );
  });

  it('lets others have their turns while it passes over blank lines', async () => {
    const turns = countedTurns();
    async function* blanks() {
      yield Buffer.alloc(200_000, '\r\n');
    }
    for await (const _ of ndjsonLines(blanks()));
    expect(turns.end()).toBeGreaterThan(50);
  });
});

function countedTurns() {
  let [turns, ended] = [0, false];
  const count = () => {
    turns += 1;
    if (!ended) setImmediate(count);
  };
  setImmediate(count);
  return {
    end() {
      ended = true;
      return turns;
    },
  };
}
