import { describe, expect, it } from 'vitest';
import { sampleReply, sampleReport } from '#tools/testing/sample-documents';
import { figureOf, figureText, isDraft } from './document.ts';
import { plainText } from './plain-text.ts';

describe('a reply to a proposal', () => {
  const lines = plainText(sampleReply()).split('\n');

  it('reads from the marks of the result to the day of printing', () => {
    expect(lines.slice(0, 8)).toEqual([
      '办理结果：A',
      '是否同意对外公开：是',
      '心桥市教育局文件',
      '心教函〔2026〕12号　签发人：林知远',
      '心桥市教育局',
      '关于对市政协三届二次会议第 16 号提案的',
      '答复',
      '市政协教科卫体委员会：',
    ]);
    expect(lines.slice(-6)).toEqual([
      '心桥市教育局',
      '2026年9月18日',
      '（联系人：周以宁　电话：000-1234567）',
      '抄送：市政协提案委（2份），市委市政府督查局（2份）。',
      '心桥市教育局办公室　2026年9月20日印发',
      '',
    ]);
  });

  it('shows figures with their units inside its sentences', () => {
    expect(lines.join('')).toContain('开展知识宣传349次，覆盖477883人次；情景剧评选及展播21次，覆盖25700人次');
    expect(lines.join('')).toContain('班主任代表共960余人参加');
  });

  it('counts points anew after each paragraph', () => {
    const points = lines.flatMap((line) => /^(.)是/.exec(line)?.[1] ?? []);
    expect(points).toEqual(['一', '二', '三', '一', '二']);
  });
});

describe('a report', () => {
  const lines = plainText(sampleReport()).split('\n');

  it('numbers headings in the official order', () => {
    const headings = [
      '一、基本情况',
      '（一）组织机构',
      '（二）课程开设',
      '1.课时完成情况。',
      '（1）需要说明的问题。',
      '二、活动开展',
    ];
    expect(lines.filter((line) => headings.includes(line))).toEqual(headings);
  });

  it('prints a table with its unit, its sum and how it was counted', () => {
    const at = lines.indexOf('表1　各类活动开展情况');
    expect(lines.slice(at + 1, at + 4)).toEqual([
      '单位：次、人次',
      '活动类别\t次数\t覆盖人次',
      '知识宣传\t349\t477883',
    ]);
    expect(lines[at + 10]).toBe('合计\t609\t615586');
    expect(lines[at + 11]).toBe(
      '口径：按活动记录计次，人次按每次到场人数累加，联合举办的只计一次；时段：2025年9月1日至2026年8月31日；范围：全市；数据截至：2026年9月10日。',
    );
  });

  it('prints the twin of a chart below it unless the table stands elsewhere', () => {
    expect(lines).toContain('梧州区\t10\t11');
    const { blocks, ...rest } = sampleReport();
    const both = plainText({ ...rest, blocks: [...blocks, { kind: 'table', id: 'hours', table: 'hours.byCounty' }] });
    expect(both.split('梧州区\t10\t11')).toHaveLength(2);
  });

  it('says what could not be computed', () => {
    expect(lines.join('')).toContain('转介平均用时无记录，');
  });
});

it('is a draft until it has a number and a day, and leaves room for both', () => {
  const issued = sampleReply();
  const draft = { ...issued, date: null, number: { ...issued.number, sequence: null } };
  expect([isDraft(issued), isDraft(draft), isDraft({ ...issued, date: null })]).toEqual([false, true, true]);
  expect(plainText(draft)).toContain('心教函〔2026〕　号');
  expect(plainText(draft)).toContain('\n　　年　月　日\n');
});

it('shows what is still to be written', () => {
  const reply = sampleReply();
  const blocks = [...reply.blocks, { kind: 'point' as const, id: 'q', runs: [], open: '所问的第三项' }];
  expect(plainText({ ...reply, blocks })).toContain('一是【待补充：所问的第三项】');
});

it('reads in English by its own form', () => {
  const text = plainText({ ...sampleReport(), language: 'en' });
  for (const part of ['心教 [2026] No. 8', '18 September 2026', '1.2.1.1 ', 'Attachments: 1. ', 'Table 1', 'Copies: '])
    expect(text).toContain(part);
});

it('keeps a unit of letters apart and the others close', () => {
  expect(figureText({ value: 3, shown: '3', unit: 'times' }, 'en')).toBe('3 times');
  expect(figureText({ value: 3, shown: '3', unit: '%' }, 'en')).toBe('3%');
  expect(figureText({ value: 3, shown: '3', unit: '人次' }, 'zh-CN')).toBe('3人次');
});

it('knows no figure but its own, not even by a name that every object has', () => {
  expect(() => figureOf({}, 'constructor')).toThrow(RangeError);
});
