import { describe, expect, it } from 'vitest';
import { CASE_ACTS } from './case-acts.ts';
import { caseActWords } from './case-words.ts';
import { forbiddenWords } from './vocabulary.ts';

describe.each(['zh-CN', 'en'] as const)('the acts of a case in %s', (language) => {
  const labels = Object.values(caseActWords).map((label) => label[language]);

  it('N01: name no disorder', () => {
    expect(labels.flatMap(forbiddenWords)).toEqual([]);
  });

  it('N11: name no risk, level, method or result that a passer-by should not read', () => {
    const telling = /危机|自杀|自伤|轻生|高危|红色|橙色|crisis|suicid|self-harm|risk|danger|L[0-4]/i;
    expect(labels.filter((label) => telling.test(label))).toEqual([]);
  });

  it('are told apart', () => {
    expect(new Set(labels).size).toBe(Object.keys(CASE_ACTS).length);
  });
});
