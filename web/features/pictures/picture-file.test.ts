import { expect, it } from 'vitest';
import { pictureFile } from './picture-file.ts';

const file = {
  title: '响应 <与> 时限（项）',
  columns: ['期限内完成', '逾期完成'],
  rows: [
    { name: '与学生访谈', values: [3, 1] },
    { name: 'A name that is far too long for the room that is left for names', values: [null, 0] },
  ],
  kept: '未显示',
  notes: ['定义'.repeat(60), 'Taken by somebody · request 1'],
};

/** Texts and attributes, without a DOM: well formed is what a parser of XML would take. */
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => words);

it('draws the parts of a row in proportion, and writes its numbers beside them', () => {
  const svg = pictureFile(file);
  const widths = [...svg.matchAll(/<rect x="[\d.]+" y="\d+" width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect(widths).toHaveLength(2);
  expect((widths[0] ?? 0) / (widths[1] ?? 1)).toBeCloseTo(3);
  expect(textsOf(svg)).toContain('3 · 1');
});

it('N08: says that a number is kept back, and draws nothing for it', () => {
  const svg = pictureFile({ ...file, rows: [{ name: '甲', values: [null] }], columns: ['人'] });
  expect(textsOf(svg)).toContain('未显示');
  expect(svg.match(/<rect x=/g)).toBeNull();
});

it('holds what the numbers mean and who took them, in lines that fit, and no markup of its words', () => {
  const svg = pictureFile(file);
  const texts = textsOf(svg);
  expect(texts).toContain('Taken by somebody · request 1');
  expect(texts.filter((words) => words?.includes('定义'))).toHaveLength(3);
  expect(texts[0]).toBe('响应 &#60;与&#62; 时限（项）');
  expect(texts.find((words) => words?.startsWith('A name'))).toMatch(/…$/);
  expect(svg).not.toMatch(/fill="[^"]*"[^<>]*fill=/);
});
