import { describe, expect, it } from '@jest/globals';
import { MalformedLine, readNdjson } from './ndjson-reader.js';

const read = (text: string) => readNdjson(Buffer.from(text));

describe('readNdjson', () => {
  it('reads one item a line, with any line ends and without blank lines', () => {
    expect(read('{"a":1}\r\n\n  \n[2]\n3')).toEqual([{ a: 1 }, [2], 3]);
  });

  it('keeps the place of a line that is not JSON', () => {
    const [first, second, third] = read('{"a":1}\n{"a":\n{"a":3}\n');
    expect([first, third]).toEqual([{ a: 1 }, { a: 3 }]);
    expect(second).toBeInstanceOf(MalformedLine);
    expect(second).toMatchObject({ line: 2, failure: { rule: 'not-json' } });
  });

  it('reads nothing from nothing', () => {
    expect(read('')).toEqual([]);
  });
});
