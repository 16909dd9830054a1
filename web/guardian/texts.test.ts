import { describe, expect, it } from 'vitest';
import { forbiddenWords } from '#domain/vocabulary';
import { TEXTS } from './texts.ts';

describe('the texts of the guardian’s page', () => {
  it('are the same in both languages, and none is left in the other', () => {
    expect(Object.keys(TEXTS.en)).toEqual(Object.keys(TEXTS['zh-CN']));
    expect(Object.values(TEXTS.en).join(' ')).not.toMatch(/[\u4e00-\u9fff]/);
    const chinese = Object.values(TEXTS['zh-CN']).map((text) => text.replace(/\{\w+\}|\bI\b|\bO\b|\bPDF\b/g, ''));
    expect(chinese.filter((text) => /[A-Za-z]/.test(text))).toEqual([]);
  });

  it('have the same places to fill', () => {
    const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(TEXTS['zh-CN']))
      expect(places(TEXTS.en[key as keyof typeof TEXTS.en]), key).toEqual(places(text));
  });

  it('N07: speak of no score, level or risk, and N01: of no disorder', () => {
    const all = Object.values(TEXTS).flatMap((texts) => Object.values(texts));
    expect(all.flatMap(forbiddenWords)).toEqual([]);
    expect(all.join(' ')).not.toMatch(/分数|得分|等级|预警|危机|高风险|\bscore|\blevel|\brisk|\btest\b/i);
  });
});
