import { checkDigit } from '#domain/id-number';
import { type Day, daysBetween } from '#domain/instant';
import type { Random } from '#tools/seed/random';
import { type Pupil, ROSTER_COLUMNS, rosterCells } from './pupils.ts';
import { type Cell, fullWidth, type Row, type Table, withCell } from './table.ts';

interface Oddity {
  readonly code: string;
  readonly column: (typeof ROSTER_COLUMNS)[number];
  /** The cell to type instead; `other` is a pupil of the clean part of the roster. */
  readonly cell: (pupil: Pupil, other: Pupil) => Cell;
}

/** Day 1 of the 1900 date system is 1900-01-01, and it believes in 29 February 1900. */
export function excelSerial(day: Day): number {
  return daysBetween('1899-12-30', day);
}

function wrongCheckDigit(idNumber: string): string {
  const right = checkDigit(idNumber.slice(0, 17));
  return idNumber.slice(0, 17) + (right === '7' ? '8' : '7');
}

/** An identity number that is right in itself and states a birth day ten years earlier. */
function olderIdNumber(idNumber: string): string {
  const year = String(Number(idNumber.slice(6, 10)) - 10);
  const first17 = idNumber.slice(0, 6) + year + idNumber.slice(10, 17);
  return first17 + checkDigit(first17);
}

const REFUSED: readonly Oddity[] = [
  { code: 'numberTwice', column: '学号', cell: (_, other) => other.number },
  { code: 'numberMissing', column: '学号', cell: () => null },
  { code: 'nameMissing', column: '姓名', cell: () => '　' },
  { code: 'formula', column: '姓名', cell: (pupil) => ({ formula: `"${pupil.name}"&""`, shows: pupil.name }) },
  { code: 'sexUnknown', column: '性别', cell: () => '未填' },
  { code: 'bornMissing', column: '出生日期', cell: () => null },
  { code: 'bornInvalid', column: '出生日期', cell: () => '2013-02-30' },
  { code: 'bornInFuture', column: '出生日期', cell: () => '2099-05-01' },
  { code: 'idNumberInvalid', column: '证件号', cell: (pupil) => wrongCheckDigit(pupil.idNumber ?? '') },
  { code: 'bornDiffersFromIdNumber', column: '证件号', cell: (pupil) => olderIdNumber(pupil.idNumber ?? '') },
  { code: 'gradeUnknown', column: '年级', cell: () => '十三年级' },
  { code: 'classUnknown', column: '班级', cell: () => '走读' },
  { code: 'phoneInvalid', column: '电话', cell: (pupil) => pupil.phone.slice(0, 7) },
];

const MENDED: readonly Oddity[] = [
  { code: 'fullWidthDigits', column: '学号', cell: (pupil) => fullWidth(pupil.number) },
  { code: 'fullWidthDigits', column: '电话', cell: (pupil) => fullWidth(pupil.phone) },
  { code: 'numberCell', column: '学号', cell: (pupil) => Number(pupil.number) },
  { code: 'excelSerial', column: '出生日期', cell: (pupil) => excelSerial(pupil.born) },
  { code: 'dateCell', column: '出生日期', cell: (pupil) => new Date(`${pupil.born}T00:00:00Z`) },
  { code: 'slashDate', column: '出生日期', cell: (pupil) => pupil.born.replace(/-0?/g, '/') },
  { code: 'chineseDate', column: '出生日期', cell: (pupil) => chineseDate(pupil.born) },
  { code: 'compactDate', column: '出生日期', cell: (pupil) => pupil.born.replaceAll('-', '') },
  { code: 'spaces', column: '姓名', cell: (pupil) => `　${pupil.name} ` },
  { code: 'lowerCase', column: '证件号', cell: (pupil) => (pupil.idNumber ?? '').toLowerCase() },
  { code: 'gradeNumber', column: '年级', cell: (pupil) => pupil.grade },
  { code: 'classNumber', column: '班级', cell: (pupil) => pupil.classNumber },
];

function chineseDate(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export const REFUSED_PUPILS = REFUSED.length + 1;

/**
 * The roster with its odd rows. Every pupil of `pupils` is accepted, some after mending; every refused row is a pupil
 * of `spares`, who stays unknown. Refused rows lie in the second half, so that a number used twice is the later one.
 */
export function rosterTable(random: Random, pupils: readonly Pupil[], spares: readonly Pupil[]): Table {
  const table = { columns: ROSTER_COLUMNS };
  const rows: Row[] = pupils.map((pupil) => ({ cells: rosterCells(pupil) }));
  const half = Math.floor(pupils.length / 2);
  const chosen = new Set<number>();
  for (const { code, column, cell } of MENDED) {
    const index = pick(
      random,
      half,
      chosen,
      (at) => code !== 'lowerCase' || pupils[at]?.idNumber?.endsWith('X') === true,
    );
    const pupil = pupils[index] as Pupil;
    const cells = withCell(table, rosterCells(pupil), column, cell(pupil, pupil));
    rows[index] = { cells, remark: { outcome: 'mended', code, column } };
  }
  const identified = pupils.slice(0, half).filter((pupil) => pupil.idNumber !== null);
  const refused: Row[] = REFUSED.map(({ code, column, cell }, index) => {
    const pupil = spares[index] as Pupil;
    const cells = withCell(table, rosterCells(pupil), column, cell(pupil, random.pick(identified)));
    return { cells, remark: { outcome: 'refused', code, column } };
  });
  const twin = random.pick(identified);
  const claimed = { ...(spares[REFUSED.length] as Pupil), born: twin.born, idNumber: twin.idNumber };
  refused.push({
    cells: rosterCells(claimed),
    remark: { outcome: 'refused', code: 'idNumberTwice', column: '证件号' },
  });
  refused.push({
    cells: ROSTER_COLUMNS.map(() => null),
    remark: { outcome: 'ignored', code: 'blankRow', column: '学号' },
  });
  for (const row of random.shuffled(refused)) rows.splice(half + random.below(half), 0, row);
  return { columns: ROSTER_COLUMNS, rows };
}

function pick(random: Random, below: number, chosen: Set<number>, fits: (index: number) => boolean): number {
  for (;;) {
    const index = random.below(below);
    if (chosen.has(index) || !fits(index)) continue;
    chosen.add(index);
    return index;
  }
}

/** A second roster of the same school: two pupils as they were, six changed, two new. Whoever is missing stays. */
export function changedRoster(pupils: readonly Pupil[], spares: readonly Pupil[]): Table {
  const at = (index: number) => pupils[index] as Pupil;
  const moved = (pupil: Pupil): Pupil => ({ ...pupil, classNumber: (pupil.classNumber % 5) + 1 });
  const reached = (pupil: Pupil): Pupil => ({
    ...pupil,
    phone: `000${pupil.phone.slice(3).split('').reverse().join('')}`,
  });
  const lines: readonly (readonly [code: string, column: string, pupil: Pupil])[] = [
    ['unchanged', '学号', at(3)],
    ['unchanged', '学号', at(1100)],
    ['changed', '电话', reached(at(17))],
    ['changed', '电话', reached(at(640))],
    ['changed', '班级', moved(at(210))],
    ['changed', '班级', moved(at(905))],
    ['changed', '监护人', { ...at(333), guardian: at(334).guardian, phone: at(334).phone }],
    ['changed', '姓名', { ...at(777), name: at(777).name.slice(0, 2) }],
    ['added', '学号', spares[spares.length - 2] as Pupil],
    ['added', '学号', spares[spares.length - 1] as Pupil],
  ];
  const rows = lines.map(
    ([code, column, pupil]): Row => ({ cells: rosterCells(pupil), remark: { outcome: 'taken', code, column } }),
  );
  return { columns: ROSTER_COLUMNS, rows };
}
