import { dayOf, iso, MINUTE, onDay } from '#domain/instant';
import type { Random } from '#tools/seed/random';
import { excelSerial } from './roster.ts';
import { ageAt, type Sheet, type SheetAnswer } from './sheets.ts';
import { type Cell, fullWidth, type Row, type Table, withCell } from './table.ts';

const ITEMS = 13;
const ITEM_COLUMNS = Array.from({ length: ITEMS }, (_, index) => String(index + 1));
export const ANSWER_COLUMNS: readonly string[] = ['学号', '量表', '版本', '作答时间', ...ITEM_COLUMNS];
/** How a refusal to answer is written; an empty cell means that the item was not answered. */
export const REFUSED_WORD = '拒答';
/** Refused rows carry this time, on which nobody else answered. */
const FRIDAY = '2026-11-20';

function timeCell(sheet: Pick<Sheet, 'at'>): string {
  return iso(sheet.at).slice(0, 16).replace('T', ' ');
}

export function answerCells(sheet: Sheet): Cell[] {
  const answers = sheet.answers.map((answer) => (answer === 'refused' ? REFUSED_WORD : answer));
  const padding = Array<null>(ITEMS - answers.length).fill(null);
  return [sheet.pupil.number, sheet.scale, sheet.version, timeCell(sheet), ...answers, ...padding];
}

interface Change {
  readonly code: string;
  readonly column: string;
  /** Which sheets of the file can be changed so. */
  readonly fits: (sheet: Sheet) => boolean;
  readonly cell: (sheet: Sheet) => Cell;
}

const isMood = ({ scale }: Sheet) => scale.startsWith('PHQ');
const isWorry = ({ scale }: Sheet) => scale === 'GAD-7';
const ninthIs =
  (...values: SheetAnswer[]) =>
  (sheet: Sheet) =>
    isMood(sheet) && values.includes(sheet.answers[8] ?? null);

function serialTime(sheet: Sheet): number {
  const day = dayOf(sheet.at);
  return Number((excelSerial(day) + (sheet.at - onDay(day, '00:00')) / (24 * 60 * MINUTE)).toFixed(6));
}

const MENDED: readonly Change[] = [
  { code: 'fullWidthDigits', column: '学号', fits: isMood, cell: ({ pupil }) => fullWidth(pupil.number) },
  { code: 'fullWidthDigits', column: '9', fits: ninthIs(1), cell: () => fullWidth('1') },
  { code: 'excelSerial', column: '作答时间', fits: isWorry, cell: serialTime },
  { code: 'slashDate', column: '作答时间', fits: isWorry, cell: (sheet) => timeCell(sheet).replaceAll('-', '/') },
  { code: 'isoTime', column: '作答时间', fits: isMood, cell: (sheet) => `${iso(sheet.at).slice(0, 19)}+08:00` },
  { code: 'spaces', column: '量表', fits: isMood, cell: ({ scale }) => ` ${scale}　` },
];

const TAKEN: readonly Change[] = [
  { code: 'criticalMissing', column: '9', fits: ninthIs(0), cell: () => null },
  { code: 'criticalRefused', column: '9', fits: ninthIs(0), cell: () => REFUSED_WORD },
  { code: 'criticalMissing', column: '12', fits: ({ scale }) => scale === 'PHQ-A', cell: () => null },
  { code: 'itemMissing', column: '4', fits: isMood, cell: () => null },
  { code: 'itemMissing', column: '6', fits: isWorry, cell: () => null },
];

const REFUSED: readonly (Change & { readonly critical?: true })[] = [
  { code: 'numberMissing', column: '学号', fits: isWorry, cell: () => null },
  { code: 'unknownStudent', column: '学号', fits: isWorry, cell: () => '20269999' },
  { code: 'unknownInstrument', column: '量表', fits: isMood, cell: () => 'PHQ-90' },
  { code: 'unknownVersion', column: '版本', fits: isMood, cell: () => '0' },
  { code: 'timeMissing', column: '作答时间', fits: isWorry, cell: () => null },
  { code: 'timeInvalid', column: '作答时间', fits: isWorry, cell: () => '2026-11-31 09:00' },
  { code: 'answeredInFuture', column: '作答时间', fits: isWorry, cell: () => '2099-01-05 09:00' },
  { code: 'outOfRange', column: '3', fits: isWorry, cell: () => 4 },
  { code: 'outOfRange', column: '2', fits: ninthIs(2, 3), cell: () => 7, critical: true },
  { code: 'fractional', column: '5', fits: isWorry, cell: () => 1.5 },
  { code: 'notAnAnswer', column: '1', fits: isWorry, cell: () => '很多' },
  { code: 'unknownItem', column: '8', fits: isWorry, cell: () => 1 },
  { code: 'formula', column: '1', fits: isWorry, cell: () => '=1+1' },
  { code: 'ageOutOfRange', column: '量表', fits: isAdult(0), cell: () => 'PHQ-A' },
  { code: 'ageOutOfRange', column: '量表', fits: isAdult(1, 2, 3), cell: () => 'PHQ-A', critical: true },
];

/** A senior pupil of 18 or more, for whom PHQ-A is not made; the tenth answer would do for either form. */
function isAdult(...ninth: SheetAnswer[]) {
  return (sheet: Sheet) =>
    sheet.scale === 'PHQ-9' &&
    ageAt(sheet, dayOf(sheet.at)) >= 18 &&
    Number(sheet.answers[9]) <= 1 &&
    ninthIs(...ninth)(sheet);
}

/**
 * The answers with their odd rows. Sheets of all pupils stay in, some mended, some with a gap; refused rows are
 * further sheets of the same pupils on the Friday of that week. `strangers` have no accepted line on the roster.
 */
export function answerTable(random: Random, sheets: readonly Sheet[], strangers: readonly string[]): Table {
  const table = { columns: ANSWER_COLUMNS };
  const rows: Row[] = sheets.map((sheet) => ({ cells: answerCells(sheet) }));
  const chosen = new Set<number>();
  const choose = (fits: Change['fits']) => pickFitting(random, sheets, chosen, fits);
  const change = (outcome: 'mended' | 'taken', { code, column, fits, cell }: Change) => {
    const index = choose(fits);
    const sheet = sheets[index] as Sheet;
    rows[index] = {
      cells: withCell(table, answerCells(sheet), column, cell(sheet)),
      remark: { outcome, code, column },
    };
  };
  for (const each of MENDED) change('mended', each);
  for (const each of TAKEN) change('taken', each);
  const blank = choose(isMood);
  const blankCells = answerCells({ ...(sheets[blank] as Sheet), answers: Array<null>(ITEMS).fill(null) });
  rows[blank] = { cells: blankCells, remark: { outcome: 'taken', code: 'blankSheet', column: '1' } };

  const friday = (sheet: Sheet, index: number) => ({ ...sheet, at: onDay(FRIDAY, '09:00') + index * MINUTE });
  const odd: Row[] = REFUSED.map(({ code, column, fits, cell, critical }, index) => {
    const sheet = friday(sheets[choose(fits)] as Sheet, index);
    const cells = withCell(table, answerCells(sheet), column, cell(sheet));
    return { cells, remark: { outcome: 'refused', code, column, ...(critical && { critical }) } };
  });
  const ofStranger = strangers.map((number, index): Row => {
    const sheet = friday(sheets[choose(isWorry)] as Sheet, REFUSED.length + index);
    const cells = withCell(table, answerCells(sheet), '学号', number);
    return { cells, remark: { outcome: 'refused', code: 'unknownStudent', column: '学号' } };
  });
  for (const row of random.shuffled([...odd, ...ofStranger])) rows.splice(random.below(rows.length), 0, row);
  const repeated = repeatedRows(sheets[choose(isWorry)] as Sheet, sheets[choose(isWorry)] as Sheet);
  return { columns: ANSWER_COLUMNS, rows: [...rows, ...repeated] };
}

/** The same sheet once more, which changes nothing, and another pupil's sheet of the same minute with other answers. */
function repeatedRows(same: Sheet, other: Sheet): Row[] {
  const turned = other.answers.map((answer) => 3 - Number(answer));
  return [
    { cells: answerCells(same), remark: { outcome: 'ignored', code: 'sameSheetTwice', column: '学号' } },
    {
      cells: answerCells({ ...other, answers: turned }),
      remark: { outcome: 'refused', code: 'sheetTwice', column: '作答时间' },
    },
  ];
}

function pickFitting(
  random: Random,
  sheets: readonly Sheet[],
  chosen: Set<number>,
  fits: (sheet: Sheet) => boolean,
): number {
  const candidates = sheets.flatMap((sheet, index) => (fits(sheet) && !chosen.has(index) ? [index] : []));
  const index = random.pick(candidates);
  chosen.add(index);
  return index;
}
