import { expect, it } from 'vitest';
import { sampleReport } from '#tools/testing/sample-documents';
import { chartWords } from './chart-words.ts';
import { figureRows } from './figure-table.ts';
import { chineseNumeral, writtenDay, writtenNumber } from './official-words.ts';
import { tableCodes } from './table.ts';

it('counts headings from 一 to 九十九 and no further', () => {
  const numerals = { 1: '一', 9: '九', 10: '十', 11: '十一', 19: '十九', 20: '二十', 21: '二十一', 99: '九十九' };
  for (const [n, numeral] of Object.entries(numerals)) expect(chineseNumeral(Number(n))).toBe(numeral);
  for (const n of [0, 100, 1.5, -1]) expect(() => chineseNumeral(n)).toThrow(RangeError);
});

it('writes days and numbers without zeros in front', () => {
  expect(writtenDay('2025-07-10', 'zh-CN')).toBe('2025年7月10日');
  expect(writtenDay('2025-07-01', 'en')).toBe('1 July 2025');
  expect(writtenNumber({ word: '心教函', year: 2026, sequence: 3 }, 'zh-CN')).toBe('心教函〔2026〕3号');
});

it('tells a chart by its title, unit and every figure of a short series', () => {
  const chart = { kind: 'chart', id: 'c', form: 'bar', table: 'activities.byKind', series: [1], unit: '次' } as const;
  expect(chartWords(chart, sampleReport())).toBe(
    '柱形图：各类活动开展情况，单位：次。次数：知识宣传 349、情景剧评选及展播 21、中高考考前辅导 110、朋辈关爱行动 25、教师专题培训 23、家庭教育指导 56、进社区活动 25。',
  );
});

it('tells a long series by its greatest and smallest, and leaves out what could not be computed', () => {
  const { tables, figures, ...report } = sampleReport();
  const rows = Array.from({ length: 13 }, (_, n) => [{ text: `学校${n}` }, { figure: `long.n${n}` }]);
  const values = rows.map((_, n) => [
    `long.n${n}`,
    { value: n === 0 ? null : n, shown: n === 0 ? '—' : `${n}`, unit: '' },
  ]);
  const long = { ...tables['hours.byCounty'], columns: ['学校', '课时'], rows } as (typeof tables)[string];
  const document = { ...report, tables: { long }, figures: { ...figures, ...Object.fromEntries(values) } };
  const chart = { kind: 'chart', id: 'c', form: 'line', table: 'long', series: [1], unit: '课时' } as const;
  expect(chartWords(chart, document)).toContain('课时：共13项，最大为学校12 12，最小为学校1 1。');
});

it('lists tables as the document names them and the others after, and figures by their codes', () => {
  expect(tableCodes(sampleReport())).toEqual(['hours.byCounty', 'activities.byKind', 'staff.byCounty']);
  const [titles, first] = figureRows(sampleReport().figures, 'zh-CN');
  expect([titles, first]).toEqual([
    ['编码', '数值', '文中写法', '单位'],
    ['activities.heads', 615_586, '615586', '人次'],
  ]);
});
