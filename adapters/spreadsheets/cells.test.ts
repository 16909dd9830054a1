import { expect, it } from 'vitest';
import { onDay } from '#domain/instant';
import { codeOf, dayIn, textOf, timeIn } from './cells.ts';
import { classIn, gradeIn, phoneIn, relationIn, sexIn } from './roster-words.ts';

it('reads a day however it was typed', () => {
  const written = [
    '2013-02-09',
    '2013/2/9',
    '2013.2.9',
    '2013年2月9日',
    '20130209',
    '２０１３-０２-０９',
    41314,
    '41314',
    '2013-02-09 00:00:00',
  ];
  for (const cell of written) expect(dayIn(cell), String(cell)).toBe('2013-02-09');
  expect(dayIn(new Date('2013-02-09T00:00:00Z'))).toBe('2013-02-09');
});

it('takes no day that does not exist, and no number that is no day', () => {
  for (const cell of ['2013-02-30', '2013-13-01', '13-2-9', '2013', 12, 999_999, 'today'])
    expect(dayIn(cell)).toBeNull();
  for (const cell of [null, '', ' 　']) expect(dayIn(cell)).toBeUndefined();
});

it('reads a time of China however it was typed, and an offset where one stands', () => {
  const at = onDay('2026-11-16', '08:05');
  const written = [
    '2026-11-16 08:05',
    '2026/11/16 8:05',
    '2026年11月16日 8时05分',
    '2026-11-16T08:05:00+08:00',
    '2026-11-16T00:05:00Z',
    '2026-11-16T02:05+0200',
    '２０２６-11-16　08:05',
  ];
  for (const cell of written) expect(timeIn(cell), cell).toBe(at);
  expect(timeIn(new Date('2026-11-16T08:05:00Z'))).toBe(at);
  expect(timeIn('46342.336806')).toBe(at);
  expect(timeIn('2026-11-16 08:05:30')).toBe(at + 30_000);
});

it('takes no time that does not exist, and no day alone', () => {
  for (const cell of ['2026-11-31 09:00', '2026-11-16 25:00', '2026-11-16', '08:05', 'soon', 46342])
    expect(timeIn(cell), String(cell)).toBeNull();
  expect(timeIn(null)).toBeUndefined();
});

it('makes full-width forms narrow in codes and keeps the letters of names', () => {
  expect(codeOf('　２０２６ ０００１')).toBe('20260001');
  expect(codeOf(20260001)).toBe('20260001');
  expect(textOf('　晴 知遥　')).toBe('晴 知遥');
});

it('knows grades, classes, sexes and relations by the words that schools use', () => {
  const grades = {
    七年级: 7,
    '7': 7,
    初一: 7,
    '7年级': 7,
    高一: 10,
    高三年级: 12,
    小学五年级: 5,
    十二年级: 12,
    职二: 11,
  };
  for (const [word, grade] of Object.entries(grades)) expect(gradeIn(word), word).toBe(grade);
  for (const word of ['十三年级', '初四十', '0', '13', '']) expect(gradeIn(word), word).toBeNull();
  for (const word of ['3', '3班', '(3)班', '三班', '七年级3班', '七年级(3)班', '初一3班'])
    expect(classIn(word), word).toBe(3);
  for (const word of ['走读', '', 'A班']) expect(classIn(word), word).toBeNull();
  expect(['男', 'F', '未填', ''].map(sexIn)).toEqual(['male', 'female', null, null]);
  expect(['妈妈', '父亲', '外祖父', '姑姑', ''].map(relationIn)).toEqual([
    'mother',
    'father',
    'grandparent',
    'other',
    'other',
  ]);
});

it('takes telephones that can be dialled and no shorter ones', () => {
  expect(phoneIn('+8600012345678')).toBe('00012345678');
  expect(phoneIn('0371-1234567')).toBe('03711234567');
  for (const phone of ['0001323', '1234567890123', '电话']) expect(phoneIn(phone)).toBeNull();
});
