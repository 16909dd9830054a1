import type { ImportReport, Release } from '#db/imports/report';
import { INTAKE_WORDS } from '#domain/intake-words';
import { LEVELS, type Level } from '#domain/level';
import { type Vocabulary, type Words, words } from '#domain/words';

export type Language = keyof Words;

const FILE_WORDS: Readonly<Record<string, Words>> = {
  empty: words('文件是空的', 'the file is empty'),
  tooLarge: words('文件太大', 'the file is too large'),
  unpacksTooLarge: words('工作簿解压后太大', 'the workbook unpacks to too much'),
  tooManyRows: words('行数太多，一个文件最多 20000 行', 'too many rows: at most 20,000 a file'),
  oldOrEncryptedWorkbook: words(
    '是旧版或加密的工作簿，请另存为 .xlsx',
    'an old or encrypted workbook: save it as .xlsx',
  ),
  brokenWorkbook: words('工作簿损坏，或不是工作簿', 'the workbook is damaged, or none'),
  entitiesInWorkbook: words('工作簿里有不允许的内容', 'the workbook declares what no workbook needs'),
  tooSlow: words('读取时间太长', 'reading took too long'),
  encodingUnknown: words('文字编码既不是 UTF-8 也不是 GB18030', 'the text is neither UTF-8 nor GB18030'),
  brokenCsv: words('csv 文件的引号不成对', 'a quotation in the csv does not end'),
  titlesMissing: words('没有标题行', 'no row of titles'),
  columnMissing: words('缺少列', 'columns are missing'),
  columnTwice: words('同名的列有两个', 'columns are there twice'),
};

export const TROUBLES = {
  usage: words(
    '用法：npm run import -- --school 学校代码 名册.xlsx 答案.csv [--dry-run] [--partial] [--confirm-capacity] [--lang en] [--json] [--templates 文件夹]',
    'usage: npm run import -- --school CODE roster.xlsx answers.csv [--dry-run] [--partial] [--confirm-capacity] [--lang en] [--json] [--templates FOLDER]',
  ),
  noDatabase: words('没有数据库：先 npm start，或设 DATABASE_URL', 'no database: npm start first, or set DATABASE_URL'),
  noSchool: words('没有这个学校', 'no such school'),
  noFile: words('读不到文件', 'the file cannot be opened'),
  thresholdMissing: words(
    '现行政策没有为某个量表规定提示线',
    'the policy in force sets no floors for an instrument of the file',
  ),
  moved: words('导入期间有人存入了同样的答卷，请再试一次', 'somebody stored the same sheets meanwhile: try again'),
  unreachable: words(
    '数据库无法访问，什么也没有写入；请再试一次',
    'the database is out of reach and nothing was written: try again',
  ),
  failed: words('没有写入任何数据', 'nothing was written'),
  unknown: words(
    '连接中断，不知是否已写入；再导入一次不会重复',
    'the connection broke and nobody knows whether it was written: importing again doubles nothing',
  ),
} as const satisfies Vocabulary<string>;

/** Why a file as a whole is not read. */
export function fileFaultText(code: string, columns: readonly string[], language: Language): string {
  const text = FILE_WORDS[code]?.[language] ?? code;
  return columns.length === 0 ? text : `${text}: ${columns.join(', ')}`;
}

const line = (language: Language, zh: string, en: string) => (language === 'en' ? en : zh);

/** The report of one file as people read it: what must be acted on first, then the figures, then every refused row. */
export function reportText(name: string, report: ImportReport, language: Language): string {
  const { kind, rows, accepted, refused, ignored } = report;
  const title = kind === 'roster' ? line(language, '名册', 'roster') : line(language, '答案', 'answers');
  return [
    `${name}  ${title}`,
    ...toldLines(report, language),
    line(
      language,
      `  共 ${rows} 行：可收 ${accepted}，拒收 ${refused.length}，不计 ${ignored.length}`,
      `  ${rows} rows: ${accepted} accepted, ${refused.length} refused, ${ignored.length} ignored`,
    ),
    ...rosterLines(report, language),
    ...answerLines(report, language),
    ...refusedLines(report, language),
  ].join('\n');
}

/** Critical answers in refused rows: nobody may overlook them. */
function toldLines({ refused }: ImportReport, language: Language): string[] {
  const critical = refused.filter((row) => row.critical !== null);
  if (critical.length === 0) return [];
  return [
    line(
      language,
      '  ⚠ 拒收的行里有关键题阳性，必须今天有人当面了解：',
      '  ⚠ Refused rows hold a positive critical answer; a person must ask today:',
    ),
    ...critical.map(({ row, critical: told }) => {
      const whose = told?.toPerson
        ? line(language, '导入时即成为预警，由心理教师处理', 'becomes a warning with the release, for the counselor')
        : line(
            language,
            '系统不知道是谁：请查原件，立即告诉心理教师',
            'nobody knows whose: look at the original and tell the counselor now',
          );
      return line(language, `    第 ${row} 行，${told?.level}：${whose}`, `    row ${row}, ${told?.level}: ${whose}`);
    }),
  ];
}

function rosterLines({ roster }: ImportReport, language: Language): string[] {
  if (roster === null) return [];
  const { added, changed, unchanged } = roster;
  const counts = line(
    language,
    `  新增 ${added}，更新 ${changed.length}，未变 ${unchanged}；不在表中的学生保持原样`,
    `  ${added} new, ${changed.length} changed, ${unchanged} as they were; pupils who are not listed stay as they are`,
  );
  const rows = changed.map(({ row, columns }) =>
    line(language, `    第 ${row} 行更新：${columns.join('、')}`, `    row ${row} changes ${columns.join(', ')}`),
  );
  return [counts, ...rows];
}

function answerLines({ answers }: ImportReport, language: Language): string[] {
  if (answers === null) return [];
  const { fresh, known, blank, pupils, critical, capacity, consequences } = answers;
  const { owed, interviewers, aDay, waiting, over } = capacity;
  return [
    line(
      language,
      `  新答卷 ${fresh}（空卷 ${blank}），已有 ${known}`,
      `  ${fresh} new sheets (${blank} blank), ${known} known`,
    ),
    line(language, `  学生按最高提示级别：${levels(pupils)}`, `  pupils by highest floor: ${levels(pupils)}`),
    line(
      language,
      `  其中有关键题须当面了解：${levels(critical)}`,
      `  of these with a critical answer: ${levels(critical)}`,
    ),
    line(
      language,
      `  一天之内须面谈 ${owed} 人（另有 ${waiting} 人在等）；面谈人员 ${interviewers} 名，一天可谈 ${aDay} 人${over ? '：超出能力，须校长确认（--confirm-capacity）' : ''}`,
      `  ${owed} need a person within a day (${waiting} more are waiting); ${interviewers} interviewers can see ${aDay} a day${over ? ': over capacity, the head confirms (--confirm-capacity)' : ''}`,
    ),
    ...(consequences.length === 0
      ? []
      : [
          line(
            language,
            `  有题未答或拒答、由人去问的行：${rowsOf(consequences)}`,
            `  rows with items unanswered or declined, for a person to ask: ${rowsOf(consequences)}`,
          ),
        ]),
  ];
}

function levels(counts: Readonly<Record<Level, number>>): string {
  return [...LEVELS]
    .reverse()
    .map((level) => `${level} ${counts[level]}`)
    .join('  ');
}

function rowsOf(rows: readonly { readonly row: number }[]): string {
  return [...new Set(rows.map(({ row }) => row))].join(', ');
}

function refusedLines({ refused, ignored }: ImportReport, language: Language): string[] {
  const lines = [
    ...refused.flatMap(({ row, faults }) => faults.map((fault) => ({ row, ...fault }))),
    ...ignored.filter(({ code }) => code !== 'blankRow'),
  ].sort((one, other) => one.row - other.row);
  return lines.map(({ row, column, code }) => {
    const words = INTAKE_WORDS[code][language];
    return line(
      language,
      `    第 ${row} 行 ${column}：${words}（${code}）`,
      `    row ${row} ${column}: ${words} (${code})`,
    );
  });
}

/** What a release has done, in one line. */
export function releaseText({ outcome, written, held, warnings, report }: Release, language: Language): string {
  const unit = report.kind === 'roster' ? line(language, '名学生', 'pupils') : line(language, '份答卷', 'sheets');
  const done = line(
    language,
    `  已写入 ${written} ${unit}，预警 ${warnings} 条`,
    `  ${written} ${unit} written, ${warnings} warnings`,
  );
  if (outcome === 'released') return done;
  const why =
    outcome === 'refusedRows'
      ? line(
          language,
          '有拒收的行：改正后再导入，或加 --partial 只收好的行',
          'rows are refused: mend them, or take the good ones with --partial',
        )
      : line(
          language,
          '超出面谈能力：校长确认后加 --confirm-capacity',
          'over capacity: once the head agrees, add --confirm-capacity',
        );
  const rest = line(language, `；其余 ${held} ${unit}未写入。${why}`, `; the other ${held} ${unit} are not. ${why}`);
  return `${done}${line(language, '（只有 L3、L4 与关键题，从不等待）', ' (L3, L4 and critical answers only, which never wait)')}${rest}`;
}
