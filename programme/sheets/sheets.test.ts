import { expect, it } from 'vitest';
import type { Value, Values } from '#programme/field';
import { KINDS } from '#programme/kinds/index';
import { readValues } from '#programme/read-values';
import { cellsOf, rawOf } from './cells.ts';
import { columnsOf, titleAt } from './columns.ts';

const kindNamed = (code: string) => KINDS.find((kind) => kind.code === code) ?? expect.fail(code);
const cells = (code: string, org: string, values: Values, language: 'zh-CN' | 'en') => {
  const line = cellsOf(kindNamed(code), org, values, language);
  return Object.fromEntries(columnsOf(kindNamed(code)).flatMap(({ name }, at) => (line[at] ? [[name, line[at]]] : [])));
};

it.each(KINDS.map((kind) => [kind.code, kind] as const))('no two columns of %s have a title in common', (_, kind) => {
  const titles = columnsOf(kind).flatMap(({ title, also }) => [
    ...new Set([title, ...also].map((name) => name.toLowerCase().replaceAll(/\s|[（(][^）)]*[）)]/gu, ''))),
  ]);
  expect(titles).toEqual([...new Set(titles)]);
  expect(columnsOf(kind).every(({ list }) => list.map((label) => label['zh-CN']).join(',').length <= 255)).toBe(true);
});

const BODY: Values = {
  topic: 'leadingGroup',
  name: '领导小组',
  since: '2024-03-01',
  members: [
    { name: '晴知远', unit: '教育局|基教科', role: 'chair', since: '2024-03-01' },
    { name: '澜望舟', role: 'member', until: '2025-01-01' },
    { name: '霁 \\ 星\n川', role: 'deputy' },
  ] as Value,
};
const ACTIVITY: Values = {
  topic: 'psychodrama',
  title: '情景剧，第二场',
  day: '2025-04-18',
  place: '礼堂',
  times: 2,
  heads: 1_200,
  counted: 'personTimes',
  audience: ['pupils', 'parents'],
  jointWith: ['999001002', '999001003'],
  month: true,
};

it.each([
  ['body', BODY],
  ['activity', ACTIVITY],
] as const)('a %s that was exported is read back as it was, in both languages', (code, values) => {
  for (const language of ['zh-CN', 'en'] as const) {
    const raw = rawOf(kindNamed(code), cells(code, '999001', values, language));
    expect(readValues(kindNamed(code), raw, { today: '2026-01-01' })).toEqual({ values, faults: [] });
  }
});

it.each([
  ['meeting', { day: '2025-11-10', title: '联席会议', with: ['education', 'health'], decisions: [] }],
  ['visit', { code: 'DD-1', topic: 'routine', plannedOn: '2025-11-10', inspector: '示例督学', checklist: [] }],
] as const)('a %s whose table has no rows goes out as an empty cell and comes back as it was', (code, values) => {
  const kind = kindNamed(code);
  const raw = rawOf(kind, cells(code, '999001', values, 'zh-CN'));
  expect(Object.keys(raw)).toEqual(Object.keys(values).slice(0, -1));
  expect(readValues(kind, raw, { today: '2026-01-01' })).toEqual({ values, faults: [] });
  const table = Object.keys(values).at(-1);
  expect(columnsOf(kind).find(({ name }) => name === table)?.required).toBe(false);
});

it('a table that must have a row is missed when it has none', () => {
  const kind = kindNamed('body');
  const { faults } = readValues(kind, rawOf(kind, cells('body', '999001', { ...BODY, members: [] }, 'zh-CN')), {
    today: '2026-01-01',
  });
  expect(faults).toEqual([{ pointer: '/members', code: 'missing' }]);
});

it('takes choices by code or label, numbers with thousands, days as people write them', () => {
  const line = {
    topic: 'Publicity',
    times: '１',
    heads: '1,200',
    day: '2025年4月8日',
    audience: '学生，teachers',
    month: '√',
  };
  expect(rawOf(kindNamed('activity'), line)).toEqual({
    topic: 'publicity',
    times: 1,
    heads: 1_200,
    day: '2025-04-08',
    audience: ['pupils', 'teachers'],
    month: true,
  });
});

it('leaves what cannot be read as it stands, for the check to name its fault under the title of its column', () => {
  const kind = kindNamed('activity');
  const { faults } = readValues(
    kind,
    rawOf(kind, { topic: '聚会', times: '1.5', heads: '-3', day: '2025-02-30', month: '也许', audience: '' }),
    {
      today: '2026-01-01',
    },
  );
  const said = faults.map(({ pointer, code }) => `${titleAt(kind, pointer)} ${code}`);
  expect(said).toEqual([
    '类别 notChoice',
    '名称 missing',
    '日期 notDay',
    '地点 missing',
    '次数 fraction',
    '参与数 negative',
    '计数方式 missing',
    '宣传月活动 notFlag',
  ]);
  expect(titleAt(kind, '')).toBe('单位');
});

it('a line with more parts than fields is refused, not cut', () => {
  const kind = kindNamed('body');
  const raw = rawOf(kind, {
    topic: 'aidTeam',
    name: '队',
    since: '2024-01-01',
    members: '甲|处|chair|2024-01-01||多余',
  });
  expect(readValues(kind, raw, { today: '2026-01-01' }).faults).toMatchObject([
    { pointer: '/members/0/#6', code: 'unknownField' },
  ]);
});
