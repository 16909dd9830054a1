import type { GuardianRelation } from '#domain/intake-lines';

const FEMALE = new Set(['女', '女生', '女性', 'f', 'female']);
const MALE = new Set(['男', '男生', '男性', 'm', 'male']);

export function sexIn(text: string): 'female' | 'male' | null {
  const word = text.toLowerCase();
  return FEMALE.has(word) ? 'female' : MALE.has(word) ? 'male' : null;
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
/** 初一 is the seventh year of schooling, 高一 and 职一 the tenth. */
const STAGES: Readonly<Record<string, number>> = { 小: 0, 小学: 0, 初: 6, 初中: 6, 高: 9, 高中: 9, 职: 9, 职高: 9 };

function numberIn(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const at = NUMERALS.indexOf(text);
  return at === -1 ? null : at + 1;
}

/** Year of schooling, 1 to 12, from 七年级, 7, 初一, 高二, 高一年级. */
export function gradeIn(text: string): number | null {
  const match = /^(小学|小|初中|初|高中|高|职高|职)?([一二三四五六七八九十]{1,2}|\d{1,2})(?:年级|年)?$/.exec(text);
  const number = numberIn(match?.[2] ?? '');
  if (number === null) return null;
  const grade = (STAGES[match?.[1] ?? ''] ?? 0) + number;
  return grade >= 1 && grade <= 12 ? grade : null;
}

/** Number of the class within its grade, from 3, 3班, (3)班, 七年级3班, 三班. */
export function classIn(text: string): number | null {
  const match = /^(?:.*(?:年级|[初高职][一二三]))?\(?([一二三四五六七八九十]{1,2}|\d{1,2})\)?班?$/.exec(text);
  return numberIn(match?.[1] ?? '');
}

const RELATIONS: Readonly<Record<string, GuardianRelation>> = {
  母亲: 'mother',
  母: 'mother',
  妈妈: 'mother',
  父亲: 'father',
  父: 'father',
  爸爸: 'father',
};

/** Whoever is neither parent nor grandparent answers as `other`; an unknown word is no reason to lose a telephone number. */
export function relationIn(text: string): GuardianRelation {
  return RELATIONS[text] ?? (/祖|爷|奶|姥|外公|外婆/.test(text) ? 'grandparent' : 'other');
}

/** Digits of a telephone that can be dialled within the country, 10 to 12 of them; null for anything else. */
export function phoneIn(text: string): string | null {
  const digits = text.replace(/^\+?86(?=\d{11}$)/, '').replace(/[-()]/g, '');
  return /^\d{10,12}$/.test(digits) ? digits : null;
}
