import { describe, expect, it } from 'vitest';
import { lackingForPages, pagesOf } from '#tools/testing/pages';
import { SAMPLE_PAPERS } from '#tools/testing/sample-papers';
import { paperWord } from './paper-word.ts';

const LACKING = lackingForPages();
const UNSEEN = LACKING.length === 0 ? '' : ` (not looked at: this machine lacks ${LACKING.join(', ')})`;

describe(`papers about a child on paper${UNSEEN}`, () => {
  it.skipIf(LACKING.length > 0).each([
    ['summary', 3],
    ['letter', 1],
  ] as const)('a %s takes %i pages of A4, with whose copy it is at the foot of each', async (name, count) => {
    const paper = SAMPLE_PAPERS[name] ?? expect.fail(name);
    const pages = await pagesOf(await paperWord(paper, '2026-11-23'));
    expect(pages).toHaveLength(count);
    for (const { width, height, text } of pages) {
      expect([width, height].map((points) => Math.round((points * 25.4) / 72))).toEqual([210, 297]);
      expect(text.replace(/\s/g, '')).toContain(paper.foot.replace(/\s/g, ''));
    }
    const all = pages.map(({ text }) => text.replace(/\s/g, '')).join('');
    for (const { lines } of paper.sections)
      for (const { text } of lines) for (const part of text.split('\n')) expect(all).toContain(part.replace(/\s/g, ''));
  });

  it('is the same bytes for the same paper, and names neither a program nor a moment of writing', async () => {
    for (const paper of Object.values(SAMPLE_PAPERS)) {
      const [once, again] = await Promise.all([paperWord(paper, '2026-11-23'), paperWord(paper, '2026-11-23')]);
      expect(once.equals(again)).toBe(true);
    }
  });
});
