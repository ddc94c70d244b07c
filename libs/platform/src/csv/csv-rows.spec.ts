import { describe, expect, it } from '@jest/globals';
import { type CsvDialect, type CsvRow, csvRows } from './csv-rows.js';

const dialect: CsvDialect = { delimiter: ';', quote: '"', encoding: 'utf-8' };

async function read(body: Buffer | string, options: CsvDialect = dialect): Promise<CsvRow[]> {
  const bytes = Buffer.from(body);
  async function* chunks() {
    for (let start = 0; start < bytes.length; start += 5) yield bytes.subarray(start, start + 5);
  }
  const rows: CsvRow[] = [];
  for await (const row of csvRows(chunks(), options)) rows.push(row);
  return rows;
}

const cells = (rows: CsvRow[]) => rows.map((row) => ('cells' in row ? { ...row.cells } : row.failure.rule));

describe('reading CSV as files really are', () => {
  it('reads semicolons, CRLF, a byte order mark, quotes and line breaks inside quotes', async () => {
    const rows = await read('\ufeffimei;note\r\n1;"a;b"\r\n2;"say ""hi""\nthere"\r\n');
    expect(cells(rows)).toEqual([
      { imei: '1', note: 'a;b' },
      { imei: '2', note: 'say "hi"\nthere' },
    ]);
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('reads a file without a header by the names that the mapping gives', async () => {
    expect(cells(await read('1;2;3\n', { ...dialect, columns: ['a', 'b'] }))).toEqual([{ a: '1', b: '2' }]);
  });

  it('tells of the header before anything else, and reads no further where that does not fit', async () => {
    const told: unknown[] = [];
    await read('a; b \n1;2\n', { ...dialect, onHeader: (names) => told.push(names) });
    expect(told).toEqual([['a', 'b']]);
    const onHeader = () => {
      throw new Error('another table');
    };
    await expect(read('a;b\n1;2\n'.repeat(50_000), { ...dialect, onHeader })).rejects.toThrow('another table');
    expect(await read('1;2\n', { ...dialect, columns: ['a', 'b'], onHeader })).toHaveLength(1);
  });

  it('reads another encoding when told so, and says when the bytes do not fit', async () => {
    const latin1 = Buffer.from('name\nMünchen\n', 'latin1');
    expect(cells(await read(latin1, { ...dialect, encoding: 'windows-1252' }))).toEqual([{ name: 'München' }]);
    expect(cells(await read(latin1))).toEqual(['invalid-utf8']);
  });

  it('tells of a ragged row, takes a stray quote as text, and reads the rows after them', async () => {
    const rows = cells(await read('a;b\n1;2;3\n4;5"6\n7;8\n'));
    expect(rows).toEqual(['wrong-number-of-columns', { a: '4', b: '5"6' }, { a: '7', b: '8' }]);
  });

  it('tells of a quote that is never closed', async () => {
    expect(cells(await read('a;b\n1;2\n3;"4\n5;6\n'))).toEqual([{ a: '1', b: '2' }, 'malformed-row']);
  });

  it('has no prototype for a column to reach', async () => {
    const [row] = await read('__proto__;a\nx;1\n');
    expect(row !== undefined && 'cells' in row && Object.keys(row.cells)).toEqual(['__proto__', 'a']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('tells of two columns of one name', async () => {
    expect(cells(await read('a;a\n1;2\n'))[0]).toBe('repeated-column');
  });

  it('throws what the source throws, and ends the source when nobody reads on', async () => {
    let ended = 0;
    async function* source(then: () => void) {
      try {
        for (let line = 0; line < 1_000; line += 1) yield Buffer.from('a;b\n');
        then();
      } finally {
        ended += 1;
      }
    }
    const broken = source(() => {
      throw new Error('the disk is gone');
    });
    const all = async () => {
      for await (const _ of csvRows(broken, dialect));
    };
    await expect(all()).rejects.toThrow('the disk is gone');
    for await (const _ of csvRows(
      source(() => undefined),
      dialect,
    ))
      break;
    await waitUntil(() => ended === 2);
  });

  it('reads a header as wide as a row may be', async () => {
    const names = Array.from({ length: 50_000 }, (_, index) => index.toString(36));
    const since = performance.now();
    expect(cells(await read(`${[...names, names[7]].join(';')}\n`))).toEqual(['repeated-column']);
    expect(performance.now() - since).toBeLessThan(5_000);
  });
});

async function waitUntil(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
