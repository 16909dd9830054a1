/** How a class is called: its grade and its number in the grade. Grades 1-9 are counted through, the last three by the senior school. */

const NUMERALS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
export const LAST_GRADE = 12;
const LAST_JUNIOR_GRADE = 9;
const LAST_PRIMARY = 6;

/** Code of a class: its school's, then grade and number of two digits each. */
const CLASS_CODE = /-(\d{2})(\d{2})$/;

export function numeral(number: number): string {
  return NUMERALS[number] ?? String(number);
}

/** 四年级, 七年级, 高一. */
export function gradeName(grade: number): string {
  return grade <= LAST_JUNIOR_GRADE ? `${numeral(grade)}年级` : `高${numeral(grade - LAST_JUNIOR_GRADE)}`;
}

export function className(grade: number, number: number): string {
  return `${gradeName(grade)}（${number}）班`;
}

export function classCode(school: string, grade: number, number: number): string {
  return `${school}-${twoDigits(grade)}${twoDigits(number)}`;
}

/** Grade and number that a code says; null: it says none. */
export function classOfCode(code: string): { readonly grade: number; readonly number: number } | null {
  const [, grade, number] = CLASS_CODE.exec(code) ?? [];
  return grade === undefined ? null : { grade: Number(grade), number: Number(number) };
}

/** The code in another grade; one that says no grade stays. */
export function codeInGrade(code: string, grade: number): string {
  return code.replace(CLASS_CODE, `-${twoDigits(grade)}$2`);
}

/** The name in another grade: 七年级（3）班, 七（3）班, 初一3班 or 高一（3）班. One that says no grade, such as 2024级3班, stays. */
export function nameInGrade(name: string, from: number, to: number): string {
  const was = spoken(from);
  const becomes = spoken(to);
  const at = was.findIndex((word) => name.startsWith(word));
  if (at < 0) return name;
  const rest = name.slice(was[at]?.length);
  // A bare numeral is a grade only before the number of the class: 七（3）班, 七3班.
  if (at === was.length - 1 && !/^[（(\d]/.test(rest)) return name;
  return `${becomes[at] ?? gradeName(to)}${rest}`;
}

/** Ways to say a grade, the longest first; the same place says it the same way in every grade. */
function spoken(grade: number): readonly string[] {
  const bare = grade <= LAST_JUNIOR_GRADE ? numeral(grade) : `高${numeral(grade - LAST_JUNIOR_GRADE)}`;
  const junior = grade > LAST_PRIMARY && grade <= LAST_JUNIOR_GRADE;
  return [
    grade <= LAST_JUNIOR_GRADE ? `${numeral(grade)}年级` : `${bare}年级`,
    junior ? `初${numeral(grade - LAST_PRIMARY)}` : bare,
    bare,
  ];
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
