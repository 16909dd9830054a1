import { bornByIdNumber } from '#domain/id-number';
import type { Day } from '#domain/instant';
import type { IntakeFault, LineFault, ReadLines, RosterLine } from '#domain/intake-lines';
import { codeOf, dayIn, textOf } from './cells.ts';
import { LIMITS } from './limits.ts';
import { classIn, gradeIn, phoneIn, relationIn, sexIn } from './roster-words.ts';
import { isBlankCell, isFormula, type RawRow, type RawTable } from './table.ts';
import { type Column, titled, type TitledTable } from './titles.ts';

export const ROSTER_COLUMNS: readonly Column[] = [
  { title: '学号', also: ['number', 'studentnumber', '学籍号'], required: true },
  { title: '姓名', also: ['name', '学生姓名'], required: true },
  { title: '性别', also: ['sex', 'gender'], required: true },
  { title: '出生日期', also: ['born', 'birthday', 'dateofbirth', '出生年月日', '生日'], required: true },
  { title: '证件号', also: ['idnumber', '身份证号', '身份证件号', '证件号码'], required: false },
  { title: '年级', also: ['grade'], required: true },
  { title: '班级', also: ['class', '班'], required: true },
  { title: '监护人', also: ['guardian', '监护人姓名', '家长', '家长姓名'], required: false },
  { title: '关系', also: ['relation', '与学生关系'], required: false },
  { title: '电话', also: ['phone', 'telephone', '监护人电话', '联系电话', '手机'], required: false },
];

/** Reads a roster. `today`: the day on which it is read, at +08:00. Throws FileFault for the file as a whole; faults of rows are in the answer. */
export function readRoster(table: RawTable, today: Day): ReadLines<RosterLine> {
  const sheet = titled(table, ROSTER_COLUMNS);
  const lines: RosterLine[] = [];
  const refused: { row: number; faults: LineFault[]; sheet: null }[] = [];
  const ignored: { row: number; column: string; code: 'blankRow' | 'sameRowTwice' }[] = [];
  const earlier = earlierLines();
  for (const row of sheet.rows) {
    if (row.cells.every(isBlankCell)) {
      ignored.push({ row: row.row, column: '学号', code: 'blankRow' });
      continue;
    }
    const { line, faults } = lineOf(sheet, row, today);
    const repeated = line === null ? null : earlier(line);
    if (repeated === 'sameRowTwice') ignored.push({ row: row.row, column: '学号', code: repeated });
    else if (repeated !== null) faults.push({ row: row.row, ...repeated });
    if (faults.length > 0) refused.push({ row: row.row, faults, sheet: null });
    else if (line !== null && repeated === null) lines.push(line);
  }
  return { rows: sheet.rows.length, lines, refused, ignored };
}

function lineOf(sheet: TitledTable, row: RawRow, today: Day): { line: RosterLine | null; faults: LineFault[] } {
  const faults: LineFault[] = [];
  const fault = (column: string, code: IntakeFault): null => {
    faults.push({ row: row.row, column, code });
    return null;
  };
  for (const { title } of ROSTER_COLUMNS) {
    const cell = sheet.cell(row, title);
    if (isFormula(cell)) fault(title, 'formula');
    else if (typeof cell === 'string' && cell.length > LIMITS.cellLength / 10) fault(title, 'tooLong');
  }
  if (faults.length > 0) return { line: null, faults };
  const code = (title: string) => codeOf(sheet.cell(row, title));
  const number = code('学号') || fault('学号', 'numberMissing');
  const name = textOf(sheet.cell(row, '姓名')) || fault('姓名', 'nameMissing');
  const sex = sexIn(code('性别')) ?? fault('性别', 'sexUnknown');
  const born = bornIn(sheet, row, today, fault);
  const idNumber = idNumberIn(code('证件号'), born, fault);
  const grade = gradeIn(code('年级')) ?? fault('年级', 'gradeUnknown');
  const classNumber = classIn(code('班级')) ?? fault('班级', 'classUnknown');
  const guardian = guardianIn(sheet, row, fault);
  if (faults.length > 0 || !number || !name || !sex || !born || !grade || !classNumber) return { line: null, faults };
  return { line: { row: row.row, number, name, sex, born, idNumber, grade, classNumber, guardian }, faults };
}

type Fault = (column: string, code: IntakeFault) => null;

function bornIn(sheet: TitledTable, row: RawRow, today: Day, fault: Fault): Day | null {
  const born = dayIn(sheet.cell(row, '出生日期'));
  if (born === undefined) return fault('出生日期', 'bornMissing');
  if (born === null) return fault('出生日期', 'bornInvalid');
  return born > today ? fault('出生日期', 'bornInFuture') : born;
}

function idNumberIn(text: string, born: Day | null, fault: Fault): string | null {
  if (text === '') return null;
  const stated = bornByIdNumber(text);
  if (stated === null) return fault('证件号', 'idNumberInvalid');
  if (born !== null && stated !== born) return fault('证件号', 'bornDiffersFromIdNumber');
  return text.toUpperCase();
}

function guardianIn(sheet: TitledTable, row: RawRow, fault: Fault): RosterLine['guardian'] {
  const name = textOf(sheet.cell(row, '监护人')) || null;
  const dialled = codeOf(sheet.cell(row, '电话'));
  const phone = dialled === '' ? null : (phoneIn(dialled) ?? fault('电话', 'phoneInvalid'));
  if (name === null && dialled === '') return null;
  return { name, relation: relationIn(textOf(sheet.cell(row, '关系'))), phone };
}

/** What an earlier line of the same file makes of a later one. The first to use a number or an identity number keeps it. */
function earlierLines(): (line: RosterLine) => 'sameRowTwice' | Pick<LineFault, 'column' | 'code'> | null {
  const byNumber = new Map<string, string>();
  const byIdNumber = new Map<string, string>();
  return (line) => {
    const { row: _row, ...said } = line;
    const whole = JSON.stringify(said);
    const same = byNumber.get(line.number);
    if (same !== undefined) return same === whole ? 'sameRowTwice' : { column: '学号', code: 'numberTwice' };
    if (line.idNumber !== null && byIdNumber.has(line.idNumber)) return { column: '证件号', code: 'idNumberTwice' };
    byNumber.set(line.number, whole);
    if (line.idNumber !== null) byIdNumber.set(line.idNumber, line.number);
    return null;
  };
}
