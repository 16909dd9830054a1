import type { Day } from '#domain/instant';
import { nameOf, phoneOf } from '#tools/seed/names';
import { gradeName } from '#programme/class-names';
import type { Random } from '#tools/seed/random';
import { bornFor, freeIdNumber, studentNumber } from '#tools/seed/students';
import type { Cell } from './table.ts';

const PUPILS = 1_200;
const GRADES = [7, 8, 9, 10, 11, 12];
const CLASSES_PER_GRADE = 5;
/** A region that is no county of the demo city, so that no pupil shares an identity number with a student there. */
const REGION = '999010';
const WITHOUT_ID_NUMBER = 0.08;
const RELATIONS = ['母亲', '父亲', '祖母', '外祖父', '其他'];
const RELATION_WEIGHTS = [0.52, 0.33, 0.07, 0.05, 0.03];

/** One line of a roster, clean. */
export interface Pupil {
  readonly number: string;
  readonly name: string;
  readonly sex: 'female' | 'male';
  readonly born: Day;
  readonly idNumber: string | null;
  readonly grade: number;
  readonly classNumber: number;
  readonly guardian: string;
  readonly relation: string;
  readonly phone: string;
}

export const ROSTER_COLUMNS = [
  '学号',
  '姓名',
  '性别',
  '出生日期',
  '证件号',
  '年级',
  '班级',
  '监护人',
  '关系',
  '电话',
] as const;

/** Pupils class by class, 40 each; `spare` more, all with identity numbers, serve rows that must not be taken. */
export function pupilsOf(random: Random, spare: number): { readonly pupils: Pupil[]; readonly spares: Pupil[] } {
  const used = new Set<string>();
  const perClass = PUPILS / (GRADES.length * CLASSES_PER_GRADE);
  const all = Array.from({ length: PUPILS + spare }, (_, index) => {
    const place = index < PUPILS ? Math.floor(index / perClass) : index % (GRADES.length * CLASSES_PER_GRADE);
    const grade = GRADES[Math.floor(place / CLASSES_PER_GRADE)] as number;
    const pupil = pupilAt(random, used, grade, (place % CLASSES_PER_GRADE) + 1, index + 1);
    return index < PUPILS && random.chance(WITHOUT_ID_NUMBER) ? { ...pupil, idNumber: null } : pupil;
  });
  return { pupils: all.slice(0, PUPILS), spares: all.slice(PUPILS) };
}

function pupilAt(random: Random, used: Set<string>, grade: number, classNumber: number, running: number): Pupil {
  const sex = random.chance(0.48) ? 'female' : 'male';
  const born = bornFor(random, grade);
  const name = nameOf(random);
  const idNumber = freeIdNumber(random, REGION, born, sex, used);
  const relation = RELATIONS[random.weighted(RELATION_WEIGHTS)] as string;
  return {
    number: studentNumber(grade < 10 ? 7 : 10, grade, running),
    name,
    sex,
    born,
    idNumber,
    grade,
    classNumber,
    guardian: relation === '父亲' ? nameOf(random, name.slice(0, 1)) : nameOf(random),
    relation,
    phone: phoneOf(random),
  };
}

/** The cells of a pupil in the order of ROSTER_COLUMNS, all as plain text. */
export function rosterCells(pupil: Pupil): Cell[] {
  const { number, name, sex, born, idNumber, grade, classNumber, guardian, relation, phone } = pupil;
  const sexWord = sex === 'female' ? '女' : '男';
  return [number, name, sexWord, born, idNumber, gradeName(grade), `${classNumber}班`, guardian, relation, phone];
}
