import { describe, expect, it } from 'vitest';
import { NEUTRAL_TEXTS, tellingWords } from './neutral-text.ts';
import { LANGUAGES } from './scale.ts';
import { forbiddenWords } from './vocabulary.ts';

const PARTS = Object.entries(NEUTRAL_TEXTS).flatMap(([code, text]) =>
  LANGUAGES.flatMap((language) => [
    { code, language, part: 'subject', said: text.subject[language] },
    { code, language, part: 'body', said: text.body[language] },
  ]),
);

describe('N11: what leaves the house', () => {
  it.each(PARTS)('$code, $part in $language, names no disorder, child, level, step or place', ({ said }) => {
    expect(said.length).toBeGreaterThan(0);
    expect([...forbiddenWords(said), ...tellingWords(said)]).toEqual([]);
  });

  it.each(PARTS)('$code, $part in $language, has no place to fill, no number and no link', ({ said }) => {
    expect(said).not.toMatch(/[{}[\]<>$%#_@|\d]|undefined|null|https?:|:\/\//);
  });
});

describe('telling words', () => {
  it.each([
    '您有一名学生需要评估',
    '市第三医院已接收转介',
    '心理健康中心',
    '红色预警',
    'L4',
    'Your child at school',
    'a case to follow up',
    'mental health centre',
    'level red',
  ])('are found in %s', (text) => {
    expect(tellingWords(text)).not.toEqual([]);
  });

  it.each(['有一项待办', 'notice', 'no-reply', 'xinqiao', 'office'])('are not found in %s', (text) => {
    expect(tellingWords(text)).toEqual([]);
  });
});
