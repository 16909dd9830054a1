import { expect, it } from 'vitest';
import { spellingOf } from './spelling.ts';

it('spells a name by its syllables and by their first letters', () => {
  expect(spellingOf('晴知遥')).toEqual({ pinyin: 'qingzhiyao', initials: 'qzy' });
});

it('reads a surname as a surname', () => {
  expect(spellingOf('单雨桐').pinyin).toBe('shanyutong');
});

it('keeps letters that are no characters, in lower case and without points or spaces', () => {
  expect(spellingOf('Ａnna·晴')).toEqual({ pinyin: 'annaqing', initials: 'aq' });
  expect(spellingOf(' · ')).toEqual({ pinyin: '', initials: '' });
});
