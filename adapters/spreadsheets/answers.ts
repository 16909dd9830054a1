import type { Instant } from '#domain/instant';
import type { AnswerLine, LineFault, ReadLines, RefusedLine } from '#domain/intake-lines';
import { codeOf, timeIn } from './cells.ts';
import { isBlankCell, isFormula, type RawCell, type RawRow, type RawTable } from './table.ts';
import { type Column, titled, type TitledTable } from './titles.ts';

export const ANSWER_COLUMNS: readonly Column[] = [
  { title: '学号', also: ['number', 'studentnumber', '学籍号'], required: true },
  { title: '量表', also: ['instrument', 'scale', '问卷'], required: true },
  { title: '版本', also: ['version'], required: true },
  { title: '作答时间', also: ['answeredat', 'time', '时间', '答题时间'], required: true },
];
/** How a form says that the pupil did not want to answer. */
const REFUSED_WORDS = new Set(['拒答', '不愿回答', '不想回答', 'refused', 'declined']);

/** Whether a table is one of answers: it names an instrument. A roster does not. */
export function holdsAnswers(table: RawTable): boolean {
  try {
    titled(table, ANSWER_COLUMNS.slice(1, 2));
    return true;
  } catch {
    return false;
  }
}

/** Reads answer sheets, one a row. `now`: nobody has answered later. Throws FileFault for the file as a whole; faults of rows are in the answer. */
export function readAnswers(table: RawTable, now: Instant): ReadLines<AnswerLine> {
  const sheet = titled(table, ANSWER_COLUMNS);
  const lines: AnswerLine[] = [];
  const refused: RefusedLine[] = [];
  const ignored: { row: number; column: string; code: 'blankRow' }[] = [];
  for (const row of sheet.rows) {
    if (row.cells.every(isBlankCell)) ignored.push({ row: row.row, column: '学号', code: 'blankRow' });
    else {
      const read = lineOf(sheet, row, now);
      if ('faults' in read) refused.push(read);
      else lines.push(read);
    }
  }
  return { rows: sheet.rows.length, lines, refused, ignored };
}

function lineOf(sheet: TitledTable, row: RawRow, now: Instant): AnswerLine | RefusedLine {
  const faults: LineFault[] = [];
  const fault = (column: string, code: LineFault['code']) => faults.push({ row: row.row, column, code });
  const code = (title: string) => {
    const cell = sheet.cell(row, title);
    if (isFormula(cell)) fault(title, 'formula');
    return codeOf(cell);
  };
  const number = code('学号');
  const instrument = code('量表');
  const version = code('版本');
  const time = sheet.cell(row, '作答时间');
  const observedAt = timeIn(time);
  if (number === '' && !isFormula(sheet.cell(row, '学号'))) fault('学号', 'numberMissing');
  if (instrument === '' && !isFormula(sheet.cell(row, '量表'))) fault('量表', 'instrumentMissing');
  if (isFormula(time)) fault('作答时间', 'formula');
  else if (observedAt === undefined) fault('作答时间', 'timeMissing');
  else if (observedAt === null) fault('作答时间', 'timeInvalid');
  else if (observedAt > now) fault('作答时间', 'answeredInFuture');
  const answers: Record<string, number | string> = {};
  for (const { item, at } of sheet.items) {
    const cell = row.cells[at] ?? null;
    if (isFormula(cell)) fault(item, 'formula');
    else if (!isBlankCell(cell)) answers[item] = answerIn(cell);
  }
  const known = { row: row.row, number, instrument, version, answers };
  if (faults.length === 0 && typeof observedAt === 'number') return { ...known, observedAt };
  return { row: row.row, faults, sheet: typeof observedAt === 'number' ? { ...known, observedAt } : known };
}

/** A number, `refused`, or whatever else stands there; the instrument judges it. */
function answerIn(cell: RawCell): number | string {
  if (typeof cell === 'number') return cell;
  const text = codeOf(cell);
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  return REFUSED_WORDS.has(text.toLowerCase()) ? 'refused' : text;
}
