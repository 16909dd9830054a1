import { describe, expect, it } from 'vitest';
import { SCALES } from '#domain/scales/index';
import { holdsAnswers, readAnswers } from './answers.ts';
import { readTable } from './read-table.ts';
import { readRoster } from './roster.ts';
import { answersTemplate, rosterTemplate } from './template.ts';

const TODAY = '2026-11-23';
const NOW = Date.UTC(2026, 10, 23);
const csv = (...lines: string[]) => readTable(Buffer.from(lines.join('\r\n')));
const TITLES = '学号,姓名,性别,出生日期,证件号,年级,班级,监护人,关系,电话';
const rosterOf = async (...lines: string[]) => readRoster(await csv(TITLES, ...lines), TODAY);

describe('titles', () => {
  it('may stand in any order, with spaces, hints, full-width letters or in English, below blank rows', async () => {
    const table = await csv(
      '',
      ' 电 话 ,班级*,Grade,出生日期（年-月-日）,性别,ＮＡＭＥ,学号：',
      '00012345678,1,7,2013-05-01,女,晴知遥,0012',
    );
    expect(readRoster(table, TODAY).lines).toEqual([
      {
        row: 3,
        number: '0012',
        name: '晴知遥',
        sex: 'female',
        born: '2013-05-01',
        idNumber: null,
        grade: 7,
        classNumber: 1,
        guardian: { name: null, relation: 'other', phone: '00012345678' },
      },
    ]);
  });

  it('that are missing or there twice are named', async () => {
    const missing = await csv('学号,姓名,年级', '1,a,7');
    expect(() => readRoster(missing, TODAY)).toThrow(
      expect.objectContaining({ code: 'columnMissing', columns: ['性别', '出生日期', '班级'] }),
    );
    const twice = await csv('学号,量表,版本,作答时间,1,第1题', '1,PHQ-9,1,2026-11-16 08:00,1,1');
    expect(() => readAnswers(twice, NOW)).toThrow(expect.objectContaining({ code: 'columnTwice', columns: ['1'] }));
  });

  it('tell a roster from answers', async () => {
    expect(holdsAnswers(await csv(TITLES))).toBe(false);
    expect(holdsAnswers(await csv('学号,量表,版本,作答时间,1'))).toBe(true);
  });
});

describe('a roster', () => {
  it('names every fault of a line, not only the first', async () => {
    const { refused, lines } = await rosterOf(',,?,2013-02-30,123,13年级,走读,晴,母亲,123');
    expect(lines).toEqual([]);
    expect(refused[0]?.faults.map(({ code }) => code)).toEqual([
      'numberMissing',
      'nameMissing',
      'sexUnknown',
      'bornInvalid',
      'idNumberInvalid',
      'gradeUnknown',
      'classUnknown',
      'phoneInvalid',
    ]);
  });

  it('ignores a line that repeats another whole, and refuses one that says something else of the same number', async () => {
    const line = '1,晴知遥,女,2013-05-01,,七年级,1班,晴南,母亲,00012345678';
    const { lines, ignored, refused } = await rosterOf(line, line, line.replace('1班', '2班'));
    expect([lines.length, ignored, refused.map(({ faults }) => faults[0])]).toEqual([
      1,
      [{ row: 3, column: '学号', code: 'sameRowTwice' }],
      [{ row: 4, column: '学号', code: 'numberTwice' }],
    ]);
  });

  it('keeps row numbers where a name holds a line break', async () => {
    const { lines } = await rosterOf('1,"晴\n知",女,2013-05-01,,7,1,,,', '2,晴,男,2013-05-01,,7,1,,,');
    expect(lines.map(({ row, guardian }) => [row, guardian])).toEqual([
      [2, null],
      [3, null],
    ]);
  });
});

it('answers keep what was typed for the instrument to judge, and an empty cell is no answer', async () => {
  const titles = '学号,量表,版本,作答时间,1,2,3,4,5';
  const { lines, refused } = readAnswers(
    await csv(titles, '1,PHQ-9,1,2026-11-16 08:00,２,,拒答,1.5,很多', '2,PHQ-9,1,,1'),
    NOW,
  );
  expect(lines[0]?.answers).toEqual({ 1: 2, 3: 'refused', 4: 1.5, 5: '很多' });
  // A refused line still tells whose it is and what was answered.
  expect(refused[0]).toMatchObject({
    faults: [{ row: 3, column: '作答时间', code: 'timeMissing' }],
    sheet: { number: '2', answers: { 1: 1 } },
  });
});

it('templates are files that the readers read, with nobody in them', async () => {
  const roster = await readTable(Buffer.from(await rosterTemplate()));
  expect(readRoster(roster, TODAY)).toEqual({ rows: 0, lines: [], refused: [], ignored: [] });
  const answers = await readTable(Buffer.from(await answersTemplate(SCALES)));
  expect(answers.rows[0]?.cells.slice(-2)).toEqual(['12', '13']);
  expect(readAnswers(answers, NOW).rows).toBe(0);
  expect(await rosterTemplate()).toEqual(await rosterTemplate());
});
