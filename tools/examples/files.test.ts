import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readXlsx } from 'hucre';
import { expect, it } from 'vitest';
import { exampleFiles } from './example-files.ts';
import { csvOf, gbkOf, utf8WithMark, xlsxOf } from './files.ts';
import { exampleSchool } from './school.ts';
import type { Table } from './table.ts';

const folder = path.resolve(import.meta.dirname, '..', '..', 'examples');
const files = await exampleFiles();
const odd: Table = {
  columns: ['学号', '姓名'],
  rows: [{ cells: ['0012', '霁,"知遥"'] }, { cells: [null, { formula: '1+1', shows: '2' }] }],
};

async function cellsOf(workbook: Uint8Array) {
  const { sheets } = await readXlsx(workbook);
  return sheets.map(({ name, rows }) => ({ name, rows }));
}

it('the files in examples/ are those the generator makes, README and expected.json included', async () => {
  for (const [name, made] of Object.entries(files)) {
    const stored = new Uint8Array(await readFile(path.join(folder, name)));
    // Another zlib may pack the same workbook into other bytes; its cells must be the same.
    if (name.endsWith('.xlsx')) expect(await cellsOf(stored), name).toEqual(await cellsOf(made));
    else
      expect(Buffer.from(stored).equals(Buffer.from(made)), `${name} is not what tools/make-examples.ts writes`).toBe(
        true,
      );
  }
});

it('the generator makes the same bytes twice', async () => {
  expect(await exampleFiles()).toEqual(files);
});

it('GBK and UTF-8 hold the same answers, and neither reads as the other', () => {
  const utf8 = files['answers.csv'] as Uint8Array;
  const gbk = files['answers-gbk.csv'] as Uint8Array;
  expect(new TextDecoder('gb18030').decode(gbk)).toBe(new TextDecoder().decode(utf8));
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(gbk)).toThrow(TypeError);
  expect(() => gbkOf('心😀')).toThrow(RangeError);
});

it('a csv field is quoted where it must be, and a formula begins with =', () => {
  expect(csvOf(odd)).toBe('学号,姓名\r\n0012,"霁,""知遥"""\r\n,=1+1\r\n');
  expect([...utf8WithMark('a')]).toEqual([0xef, 0xbb, 0xbf, 0x61]);
});

it('a workbook keeps leading zeros, empty cells, dates and formulas', async () => {
  const { sheets } = await readXlsx(await xlsxOf('名册', odd));
  expect(sheets[0]?.rows).toEqual([
    ['学号', '姓名'],
    ['0012', '霁,"知遥"'],
    [null, '2'],
  ]);
  expect(sheets[0]?.cells?.get('2,1')?.formula).toBe('1+1');
  const roster = (await readXlsx(files['roster.xlsx'] as Uint8Array)).sheets[0]?.rows ?? [];
  const dates = roster.flat().filter((cell) => cell instanceof Date);
  expect(dates).toHaveLength(1);
  expect(roster).toHaveLength(exampleSchool().roster.rows.length + 1);
});
