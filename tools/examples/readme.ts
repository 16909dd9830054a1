import { ROSTERLESS_SCHOOL_CODE } from '#tools/seed/organisations';
import type { Expectation, Figures } from './expected.ts';
import { reasonOf } from './reasons.ts';
import type { Outcome } from './table.ts';

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

const TITLES: Readonly<Record<Outcome, string>> = {
  refused: '拒收 refused',
  mended: '读作本意 read as meant',
  taken: '照收，有后果 taken, with a consequence',
  ignored: '不计 ignored',
};

function remarkTable({ remarks }: Expectation, outcome: Outcome): string[] {
  const chosen = remarks.filter((remark) => remark.outcome === outcome);
  if (chosen.length === 0) return [];
  const lines = chosen.map(({ row, column, code, critical }) => {
    const { zh, en } = reasonOf(code);
    const mark = critical
      ? ' **⚠ 含关键题阳性，须告知导入人 holds a positive critical answer, the importer must be told**'
      : '';
    return `| ${row} | ${column} | \`${code}\` | ${zh} | ${en}${mark} |`;
  });
  return [
    '',
    `#### ${TITLES[outcome]}: ${chosen.length}`,
    '',
    '| 行 row | 列 column | 代码 code | 原因 | why |',
    '|---|---|---|---|---|',
    ...lines,
  ];
}

function fileSection(name: string, expectation: Expectation, zh: string, en: string): string[] {
  const outcomes = ['refused', 'ignored', 'taken', 'mended'] as const;
  return [
    '',
    `### ${name}`,
    '',
    `${zh}共 ${expectation.rows} 行，应收 ${expectation.accepted} 行。`,
    '',
    `${en} ${expectation.rows} rows, ${expectation.accepted} to be accepted.`,
    ...outcomes.flatMap((outcome) => remarkTable(expectation, outcome)),
  ];
}

function introduction(figures: Figures): string[] {
  const { tenOrMore, item9, sheets, positive } = figures;
  const perScale = Object.entries(sheets).map(([scale, count]) => `| ${scale} | ${count} | ${positive[scale] ?? 0} |`);
  return [
    '# 示例学校 · Example school',
    '',
    '本文件与表格由 `tools/make-examples.ts` 一起生成，不要手改。所有姓名、号码都是虚构的。',
    '',
    'This file and the tables are written together by `tools/make-examples.ts`; do not edit them by hand. Every name and number is fictional.',
    '',
    `一所 ${figures.pupils} 人的完全中学（演示城市中代码 \`${ROSTERLESS_SCHOOL_CODE}\`，班级和教师已有，学生待导入）。行号即表格软件所示行号，标题为第 1 行。空单元格 = 未答，“拒答” = 不愿回答，时间为北京时间。`,
    '',
    `A secondary school of ${figures.pupils} pupils (\`${ROSTERLESS_SCHOOL_CODE}\` in the demo city, where its classes and teachers are, and its pupils are not). Row numbers are those a spreadsheet shows; the titles are row 1. An empty cell = not answered, 拒答 = declined; times are China Standard Time.`,
    '',
    '| | |',
    '|---|---|',
    `| 参加测评 took part | ${figures.tookPart} |`,
    `| PHQ ≥ 10 | ${percent(tenOrMore.all)}（女 female ${percent(tenOrMore.female)}，男 male ${percent(tenOrMore.male)}） |`,
    `| 第 9 题 item 9 = 0 / 1 / 2 / 3 | ${item9.join(' / ')} |`,
    '',
    '| 量表 instrument | 份数 sheets | 含关键题阳性 with a positive critical answer |',
    '|---|---|---|',
    ...perScale,
    '',
    '以上为 `clean/` 中两个文件的数字。The figures are those of the two files in `clean/`.',
  ];
}

/** The README of examples/, Chinese first: which rows are refused and why, from the same tables as the files. */
export function readmeOf(expected: Readonly<Record<string, Expectation>>, figures: Figures): string {
  const of = (file: string) => expected[file] as Expectation;
  return [
    ...introduction(figures),
    '',
    '## 文件 · Files',
    ...fileSection(
      'roster.xlsx',
      of('roster.xlsx'),
      '名册，含各种脏数据。',
      'The roster, with dirty rows of every kind.',
    ),
    ...fileSection(
      'answers.csv, answers-gbk.csv',
      of('answers.csv'),
      '答案，含各种脏数据；两个文件内容相同，前者 UTF-8（带 BOM），后者 GBK（Excel 中文版的默认）。',
      'The answers, with dirty rows of every kind; the same rows in UTF-8 (with BOM) and in GBK, as Excel saves in China.',
    ),
    ...fileSection(
      'roster-changed.csv',
      of('roster-changed.csv'),
      '同一学校后来的名册（GBK）：更新、新增；表中没有的学生一个也不删。',
      'A later roster of the same school (GBK): updates and new pupils; whoever is missing is not deleted.',
    ),
    '',
    '### clean/roster.xlsx, clean/answers.csv',
    '',
    '同样的学生和答案，没有脏数据。The same pupils and answers without any dirty row.',
    '',
    '### programme/*.csv',
    '',
    '演示城市 2024—2025 年的管理工作记录，每类一个文件，由 `city-programme` 账号经 `POST /api/records/{kind}/imports` 导入；`npm start` 的演示城市已含这些记录。`programme/expected.json` 是 2024-01-01 至 2025-07-10 应得的数字。',
    '',
    'Records of the programme of the demo city for 2024 and 2025, one file a kind, imported by the account `city-programme` with `POST /api/records/{kind}/imports`; the demo city of `npm start` has them already. `programme/expected.json` holds the figures that 2024-01-01 to 2025-07-10 must yield.',
    '',
    '`expected.json`：以上内容供程序读取。The same for programs.',
    '',
  ].join('\n');
}
