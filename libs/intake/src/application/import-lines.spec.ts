import { describe, expect, it } from '@jest/globals';
import { type MappingInput, mapping } from '../domain/mapping.js';
import { importLines } from './import-lines.js';

const SHEET = mapping.parse({
  name: 'sheet',
  format: { delimiter: ';' },
  constants: [{ field: 'type', value: 'GradeAssigned' }],
  columns: [
    { column: 'Seriennummer', field: 'device', as: 'identifier:serial', within: { column: 'Hersteller' } },
    { column: 'Zeit', field: 'occurredAt', as: 'date', dateFormat: 'iso' },
    { column: 'Note', field: 'data.grade.code', as: 'text', types: ['GradeAssigned'] },
  ],
} satisfies MappingInput);

async function linesOf(text: string) {
  async function* chunks() {
    yield Buffer.from(text);
  }
  const lines = [];
  for await (const line of importLines(chunks(), SHEET)) lines.push(line);
  return lines;
}

describe('a table that a mapping reads', () => {
  it('may have more columns, in any order, and empty cells', async () => {
    const [line] = await linesOf('Note;Regal;Zeit;Hersteller;Seriennummer\n;7;2026-03-04;Northwind;1\n');
    expect(line).toMatchObject({
      line: 2,
      report: { type: 'GradeAssigned', device: ['serial:Northwind:1'], occurredAt: '2026-03-04' },
    });
  });

  it.each([
    ['one', 'Zeit;Hersteller;Seriennummer', '"Note"'],
    ['one that stands within another', 'Note;Zeit;Seriennummer', '"Hersteller"'],
    ['several', 'Zeit;Seriennummer', '"Hersteller", "Note"'],
  ])('fails as a whole where it lacks %s, also without a row', async (_, header, missing) => {
    const failure = `The mapping "sheet" reads columns that the file does not have: ${missing}.`;
    const named = `It has: ${header
      .split(';')
      .map((name) => `"${name}"`)
      .join(', ')}.`;
    for (const text of [header, `${header}\n1;2;3\n`]) {
      await expect(linesOf(text)).rejects.toMatchObject({
        name: 'ImportFailed',
        message: expect.stringContaining(failure),
      });
      await expect(linesOf(text)).rejects.toThrow(named);
    }
  });

  it('fails as a whole where a column that is read is there twice, and not for another one', async () => {
    const twice = 'Zeit;Hersteller;Seriennummer;Note;Seriennummer';
    await expect(linesOf(`${twice}\n`)).rejects.toThrow('more than once: "Seriennummer"');
    const [told] = await linesOf('Zeit;Hersteller;Seriennummer;Note;Regal;Regal\n');
    expect(told).toMatchObject({ failures: [{ rule: 'repeated-column' }] });
  });

  it('tells only as many names as somebody reads', async () => {
    const wide = Array.from({ length: 500 }, (_, index) => `${'x'.repeat(300)}${index}`).join(';');
    const told = await linesOf(wide).catch((error: Error) => error.message);
    expect(told).toContain('and 480 more');
    expect(String(told).length).toBeLessThan(3_000);
  });

  it('without any line has none to tell of', async () => {
    expect(await linesOf('')).toEqual([]);
  });
});
