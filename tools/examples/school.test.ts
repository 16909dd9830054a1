import { describe, expect, it } from 'vitest';
import { parseAnswers } from '#domain/answers';
import { bornByIdNumber } from '#domain/id-number';
import { addDays, ageOn, dayOf, isDay } from '#domain/instant';
import { fitsAge } from '#domain/scale';
import { findScale } from '#domain/scales/index';
import { REFUSED_WORD } from './answers.ts';
import { expectationOf, figuresOf, resultOf } from './expected.ts';
import { excelSerial } from './roster.ts';
import { exampleSchool } from './school.ts';
import { type Cell, type Row, type Table, textOf } from './table.ts';

const school = exampleSchool();
const figures = figuresOf(school);
const pupils = new Map(school.pupils.map((pupil) => [pupil.number, pupil]));
const clean = ({ remark }: Row) => remark === undefined || remark.outcome === 'taken';
const codes = (table: Table, outcome: string) =>
  expectationOf(table)
    .remarks.filter((remark) => remark.outcome === outcome)
    .map((remark) => remark.code);
const rowOf = (table: Table, code: string): Record<string, string> => {
  const row = table.rows.find(({ remark }) => remark?.code === code);
  return Object.fromEntries(table.columns.map((column, index) => [column, textOf(row?.cells[index] ?? null)]));
};

describe('the figures of the example school', () => {
  it('lie where published surveys lie', () => {
    const { tenOrMore, item9, tookPart, pupils: count } = figures;
    expect(count).toBe(1_200);
    expect(tookPart / count).toBeCloseTo(0.95, 1);
    expect(tenOrMore.all).toBeGreaterThan(0.15);
    expect(tenOrMore.all).toBeLessThan(0.2);
    expect(tenOrMore.female / tenOrMore.male).toBeGreaterThan(1.4);
    expect(tenOrMore.female / tenOrMore.male).toBeLessThan(1.7);
    expect(item9.map((n) => Math.round((n / tookPart) * 1000) / 10)).toEqual([87, 8.5, 2.8, 1.7]);
  });

  it('rise from the junior to the senior grades', () => {
    const share = (from: number, to: number) => {
      const sheets = school.sheets.filter(
        ({ scale, pupil }) => scale.startsWith('PHQ') && pupil.grade >= from && pupil.grade <= to,
      );
      return sheets.filter((sheet) => (resultOf(sheet).total ?? 0) >= 10).length / sheets.length;
    };
    expect(share(10, 12)).toBeGreaterThan(share(7, 9));
  });

  it('tie item 9 to the total, and still hold low totals with a positive item 9', () => {
    const mood = school.sheets.filter(({ scale }) => scale.startsWith('PHQ'));
    const mean = (positive: boolean) => {
      const chosen = mood.filter(({ answers }) => Number(answers[8]) > 0 === positive);
      return chosen.reduce((sum, sheet) => sum + (resultOf(sheet).total ?? 0), 0) / chosen.length;
    };
    expect(mean(true)).toBeGreaterThan(2 * mean(false));
    expect(mood.filter((s) => Number(s.answers[8]) > 0 && (resultOf(s).total ?? 0) < 10).length).toBeGreaterThan(20);
  });
});

describe('the clean sheets', () => {
  it('are complete by the rules of their instruments and fit the age of the pupil', () => {
    for (const sheet of school.sheets) {
      const { status, reasons } = resultOf(sheet);
      expect(reasons).toEqual([]);
      // One interview holds a declined question.
      if (sheet.scale !== 'ASQ') expect(status).toBe('complete');
    }
    expect(school.sheets.some((sheet) => sheet.answers.includes('refused'))).toBe(true);
  });

  it('come from the five school days of one week', () => {
    const days = new Set(school.sheets.map(({ at }) => dayOf(at)));
    expect([...days].sort((one, other) => (one < other ? -1 : 1))).toEqual(
      [0, 1, 2, 3, 4].map((n) => addDays('2026-11-16', n)),
    );
  });
});

describe('the roster', () => {
  it('has 1,200 rows to accept, with numbers used once, and every kind of fault once', () => {
    const { accepted } = expectationOf(school.roster);
    expect(accepted).toBe(1_200);
    const numbers = school.roster.rows.filter(clean).map(({ cells }) => textOf(cells[0] ?? null));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(new Set(codes(school.roster, 'refused')).size).toBe(14);
    expect(expectationOf(school.cleanRoster).remarks).toEqual([]);
  });

  it('states birth days and identity numbers that agree, except where it says so', () => {
    for (const { cells } of school.roster.rows.filter(({ remark }) => remark === undefined)) {
      expect(isDay(textOf(cells[3] ?? null))).toBe(true);
      if (cells[4] !== null) expect(bornByIdNumber(textOf(cells[4] ?? null))).toBe(cells[3]);
    }
    expect(bornByIdNumber(rowOf(school.roster, 'idNumberInvalid')['证件号'] ?? '')).toBeNull();
    const older = rowOf(school.roster, 'bornDiffersFromIdNumber');
    expect(isDay(bornByIdNumber(older['证件号'] ?? '') ?? '')).toBe(true);
    expect(bornByIdNumber(older['证件号'] ?? '')).not.toBe(older['出生日期']);
    expect(isDay(rowOf(school.roster, 'bornInvalid')['出生日期'] ?? '')).toBe(false);
  });

  it('repeats a number and an identity number only after their first owner', () => {
    for (const [code, column] of [
      ['numberTwice', 0],
      ['idNumberTwice', 4],
    ] as const) {
      const later = school.roster.rows.findIndex(({ remark }) => remark?.code === code);
      const value = school.roster.rows[later]?.cells[column];
      expect(school.roster.rows.findIndex(({ cells }) => cells[column] === value)).toBeLessThan(later);
    }
  });

  it('writes the same birth day as a serial number that a spreadsheet would show', () => {
    expect(excelSerial('2026-11-23')).toBe(46_349);
    expect(excelSerial('1900-03-01')).toBe(61);
  });

  it('in its later form changes six pupils, repeats two and adds two', () => {
    const line = ({ cells }: Row) => cells.map(textOf).join('|');
    const before = new Set(school.cleanRoster.rows.map(line));
    const same = school.rosterChanged.rows.filter((row) => before.has(line(row)));
    const known = school.rosterChanged.rows.filter(({ cells }) => pupils.has(textOf(cells[0] ?? null)));
    expect([same.length, known.length, school.rosterChanged.rows.length]).toEqual([2, 8, 10]);
    expect(same.every(({ remark }) => remark?.code === 'unchanged')).toBe(true);
  });
});

/** What the instruments themselves say of a row: the first fault, or null. */
function judge(cells: readonly Cell[]): string | null {
  const [number, scaleId, version, time] = cells.map(textOf) as [string, string, string, string];
  const typed = cells.slice(4);
  const pupil = pupils.get(number);
  const found = findScale(scaleId, version);
  if ('fault' in found) return found.fault;
  const filled = typed.flatMap((cell, index) =>
    cell === null ? [] : [[index + 1, cell === REFUSED_WORD ? 'refused' : cell]],
  );
  const parsed = parseAnswers(found.scale, Object.fromEntries(filled));
  if ('faults' in parsed) return parsed.faults.map(({ code }) => code).join();
  if (pupil === undefined) return 'unknownStudent';
  return fitsAge(found.scale, ageOn(pupil.born, time.slice(0, 10))) ? null : 'ageOutOfRange';
}

describe('the answers', () => {
  it('are judged by the instruments as the remarks say', () => {
    for (const { cells, remark } of school.answers.rows.filter(clean)) expect(judge(cells), remark?.code).toBeNull();
    const byInstrument = [
      'unknownInstrument',
      'unknownVersion',
      'unknownItem',
      'outOfRange',
      'fractional',
      'notAnAnswer',
    ];
    const judged = [...byInstrument, 'ageOutOfRange', 'unknownStudent'];
    const rows = school.answers.rows.filter(({ remark }) => judged.includes(remark?.code ?? ''));
    expect(rows).toHaveLength(11);
    for (const { cells, remark } of rows) expect(judge(cells)).toBe(remark?.code);
  });

  it('mark exactly the refused rows that hold a positive critical answer', () => {
    const marked = school.answers.rows.filter(({ remark }) => remark?.critical);
    expect(marked.map(({ remark }) => remark?.code).sort((one = '', other = '') => (one < other ? -1 : 1))).toEqual([
      'ageOutOfRange',
      'outOfRange',
    ]);
    for (const { cells } of marked) expect(Number(cells[12])).toBeGreaterThan(0);
  });

  it('keep every clean sheet, plus 17 rows to refuse and one to ignore', () => {
    const { accepted, rows } = expectationOf(school.answers);
    expect(accepted).toBe(school.sheets.length);
    expect(rows).toBe(school.sheets.length + 18);
    expect(codes(school.answers, 'taken').length).toBe(6);
  });
});
