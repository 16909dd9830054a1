import { expect, it } from 'vitest';
import { FIGURE_RULES } from '#programme/counting/rules';
import { shownAs } from '#programme/counting/figure-rule';
import type { Figures } from '#programme/document';
import { documentFaults, signingFaults } from '#programme/document-check';
import { plainText } from '#programme/plain-text';
import { annualReport, type ReportInput } from './annual.ts';

const LETTER: Readonly<Record<string, number>> = {
  'activities.times.publicity': 349,
  'activities.heads.publicity': 477_883,
  'activities.times.community': 25,
  'activities.heads.community': 1_380,
  'trainings.cityClass.people': 963,
  'certificates.teacher': 239,
  'certificates.counsellor': 837,
  'bodies.aidTeamBranches': 7,
};

function input(values: Readonly<Record<string, number>>, more: Partial<ReportInput> = {}): ReportInput {
  const language = more.language ?? 'zh-CN';
  const figures: Figures = Object.fromEntries(
    FIGURE_RULES.map((rule) => {
      const value = values[rule.code] ?? 0;
      return [rule.code, { value, shown: shownAs(rule, value), unit: rule.unit[language] }];
    }),
  );
  return {
    tier: 'city',
    issuer: '心桥市教育局',
    language,
    period: { from: '2024-01-01', to: '2025-07-10' },
    recordsTo: '2025-07-10',
    figures,
    parts: [{ code: '999001', name: '望舒区教育局', values: { 'certificates.teacher': 30 } }],
    addressees: ['心桥市人民政府'],
    signer: '林知远',
    number: { word: '心教报', year: 2025, sequence: null },
    contact: { name: '周以宁', phone: '000-1234567' },
    copies: [],
    printed: { office: '心桥市教育局办公室', date: null },
    ...more,
  };
}

it.each(['zh-CN', 'en'] as const)(
  'writes a draft in %s that holds, and leaves to people what only people can say',
  (language) => {
    const report = annualReport(input(LETTER, { language }));
    expect(documentFaults(report)).toEqual([]);
    expect(signingFaults(report)).toMatchObject([{ code: 'stillOpen' }]);
  },
);

it('prints the figures inside its sentences, each with its unit', () => {
  const text = plainText(annualReport(input(LETTER))).replaceAll('\n', '');
  expect(text).toContain('心理健康知识宣传349次，覆盖477883人次');
  expect(text).toContain('心理健康进社区25次，覆盖1380人次');
  expect(text).toContain('取得心理健康教师资格证的有239人，取得国家心理咨询师证的有837人');
  expect(text).toContain('全市专题培训班参训960余人');
  expect(text).toContain('县区分队7个');
  expect(text).toContain('小学每学年不低于12课时，初中、高中每学年不低于14课时');
});

it('says of a period without records that there are none, and claims nothing', () => {
  const report = annualReport(input({}));
  expect(documentFaults(report)).toEqual([]);
  expect(plainText(report)).toContain('没有登记任何学生心理健康教育工作记录');
  expect(report.tables).toEqual({});
});

it('is shorter for a school, which has no bodies of the city to tell of', () => {
  const text = plainText(annualReport(input(LETTER, { tier: 'school', parts: [] })));
  expect(text).not.toContain('县区分队');
  expect(text).toContain('队伍建设');
});

it.each([
  ['school', 'our-school', ['network', 'schools']],
  ['county', 'schools', ['our-school']],
  ['city', 'network', ['our-school', 'schools']],
] as const)('gives a %s its own section', (tier, own, others) => {
  for (const language of ['zh-CN', 'en'] as const) {
    const report = annualReport(input(LETTER, { tier, language }));
    const ids = report.blocks.map(({ id }) => id);
    expect(documentFaults(report)).toEqual([]);
    expect(ids).toContain(own);
    for (const other of others) expect(ids).not.toContain(other);
  }
});
