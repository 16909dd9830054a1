import { readXlsx } from 'hucre/xlsx';
import { expect, it, vi } from 'vitest';
import type { OfficialDocument } from '#programme/document';
import { sampleReport } from '#tools/testing/sample-documents';
import { partsIn } from '#tools/testing/word-file';
import { workbookOf } from './workbook.ts';

async function sheetsOf(document: OfficialDocument) {
  const { sheets } = await readXlsx(await workbookOf(document));
  return new Map(sheets.map(({ name, rows }) => [name, rows]));
}

it('has a sheet for each table, in the order of the document, and one for every figure', async () => {
  const sheets = await sheetsOf(sampleReport());
  expect([...sheets.keys()]).toEqual(['各县（区）课时完成情况', '各类活动开展情况', '各县（区）专职教师', '全部数字']);
});

it('says on each sheet how, when, where and in what it was counted, and how far the records went', async () => {
  const rows = (await sheetsOf(sampleReport())).get('各类活动开展情况') ?? [];
  expect(rows.slice(0, 9).map((row) => row.filter((cell) => cell !== null && cell !== ''))).toEqual([
    ['各类活动开展情况'],
    ['口径：', '按活动记录计次，人次按每次到场人数累加，联合举办的只计一次。'],
    ['时段：', '2025年9月1日至2026年8月31日'],
    ['范围：', '全市'],
    ['单位：', '次、人次'],
    ['数据截至：', '2026年9月10日'],
    [],
    ['活动类别', '次数', '覆盖人次'],
    ['知识宣传', 349, 477_883],
  ]);
  expect(rows.at(-1)).toEqual(['合计', 609, 615_586]);
});

it('gives every figure by its code, exact where the text rounds', async () => {
  const rows = (await sheetsOf(sampleReport())).get('全部数字') ?? [];
  expect(rows).toContainEqual(['training.april', 963, '960余', '人']);
  expect(rows.find(([code]) => code === 'referral.days')?.slice(0, 3)).toEqual(['referral.days', null, '无记录']);
  expect(rows).toHaveLength(1 + Object.keys(sampleReport().figures).length);
});

it('gives the same bytes whenever it is written', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 8, 18) });
  const first = await workbookOf(sampleReport());
  vi.setSystemTime(Date.UTC(2031, 1, 2));
  const second = await workbookOf(sampleReport());
  vi.useRealTimers();
  expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
});

it('runs no text as a formula, here or once saved as csv', async () => {
  const { tables, ...rest } = sampleReport();
  const [table] = Object.values(tables);
  const evil = ['=1+1', '@SUM(A1)', '+cmd|x', '-2+3', '＝1+1'];
  const rows = evil.map((text) => [{ text }, { text: '' }, { text: '' }]);
  const document = {
    ...rest,
    tables: { ...tables, evil: { ...table, title: "=O'Brien[1]/*?:\\", rows, total: null } },
  } as OfficialDocument;
  const file = await workbookOf(document);
  const cells = (await sheetsOf(document)).get('=O Brien 1') ?? [];
  expect(cells.slice(-5).map(([first]) => first)).toEqual(evil.map((text) => `'${text}`));
  for (const [name, xml] of partsIn(file)) if (name.includes('worksheets')) expect(xml).not.toMatch(/<f[ >]/);
});

it('tells sheets of one name apart', async () => {
  const { tables, ...rest } = sampleReport();
  const long = '各县（区）和市直学校、民办学校、中等职业学校课时完成情况一览表';
  const same = Object.fromEntries(Object.entries(tables).map(([code, table]) => [code, { ...table, title: long }]));
  const names = [...(await sheetsOf({ ...rest, tables: same })).keys()];
  expect(names).toEqual([long.slice(0, 31), `${long.slice(0, 29)} 2`, `${long.slice(0, 29)} 3`, '全部数字']);
});
