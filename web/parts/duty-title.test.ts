import { expect, it } from 'vitest';
import { phrasesOf, sayIn } from '#web/frame/phrases.ts';
import en from '#web/texts/en/frame.json';
import zh from '#web/texts/zh/frame.json';
import { dutyTitle } from './duty-title.ts';

const inChinese = sayIn(phrasesOf({ frame: zh }), 'frame');
const inEnglish = sayIn(phrasesOf({ frame: en }), 'frame');

it('says what is signed, and at what one is to look', () => {
  const chinese = (duty: Parameters<typeof dutyTitle>[0]) =>
    dutyTitle(duty, (pair) => pair?.['zh-CN'] ?? '', inChinese);
  expect(chinese({ kind: 'coSign', signs: { decision: 'close', level: null } })).toBe('会签：结案');
  expect(chinese({ kind: 'coSign', signs: { decision: 'lower', level: 'L2' } })).toBe('会签：降级至 黄 · L2');
  expect(chinese({ kind: 'watch', watches: { kind: 'referral' } })).toBe('查看进展：转介');
  expect(chinese({ kind: 'interview', signs: null, watches: null })).toBe('与学生访谈');
  const english = dutyTitle(
    { kind: 'secondSignature', signs: { decision: 'grade', level: 'L3' } },
    (pair) => pair?.en ?? '',
    inEnglish,
  );
  expect(english).toBe('give the second signature: the grade to Orange · L3');
});
