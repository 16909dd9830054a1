import type { Language } from '#domain/scale';
import { words } from '#domain/words';
import { figureRule } from '#programme/counting/rules';
import type { Figure, Figures, Run } from '#programme/document';
import type { Table } from '#programme/table';

/** A figure over this period and over the same days a year before, with the records that make the difference. */
export interface Compared {
  readonly code: string;
  readonly last: number;
  readonly now: number;
  /** Records that count now and did not then. */
  readonly came: number;
  /** Records that counted then and do not now. */
  readonly went: number;
}

const PARTS = ['last', 'now', 'diff', 'came', 'went'] as const;
type PartName = (typeof PARTS)[number];

const WORDS = {
  title: words('与上年同期比较', 'Beside the year before'),
  definition: words(
    '上年同期为上一年相同日期；新增记录为本期计入而上年同期未计入的记录，减少记录相反；逐条明细见系统中该数据的比较页',
    'The year before: the same days; records that came count now and did not then, those that went the other way round; each can be opened in the system',
  ),
  columns: {
    'zh-CN': ['数据', '上年同期', '本期', '增减', '新增记录（条）', '减少记录（条）'],
    en: ['Figure', 'The year before', 'Now', 'Difference', 'Records that came', 'Records that went'],
  },
} as const;

/** Names a part of a comparison: `activities.heads.publicity_last`. What is counted now is the figure itself. */
function codeOf(code: string, part: PartName): string {
  return part === 'now' ? code : `${code}_${part}`;
}

/** The figures that a comparison adds to a document. */
export function comparedFigures(compared: readonly Compared[], language: Language): Figures {
  const figures: Record<string, Figure> = {};
  for (const one of compared) {
    const unit = figureRule(one.code)?.unit[language] ?? '';
    const values = { last: one.last, diff: one.now - one.last, came: one.came, went: one.went };
    for (const part of PARTS) {
      if (part === 'now') continue;
      const counted = part === 'last' || part === 'diff';
      figures[codeOf(one.code, part)] = {
        value: values[part],
        shown: String(values[part]),
        unit: counted ? unit : '',
      };
    }
  }
  return figures;
}

/** The table of a workbook: every figure beside what it was a year before. */
export function comparisonTable(
  compared: readonly Compared[],
  language: Language,
  common: Pick<Table, 'period' | 'recordsTo' | 'scope'>,
): Table {
  return {
    ...common,
    title: WORDS.title[language],
    definition: WORDS.definition[language],
    unit: '',
    columns: WORDS.columns[language],
    rows: compared.map(({ code }): readonly Run[] => [
      { text: figureRule(code)?.name[language] ?? code },
      ...PARTS.map((part) => ({ figure: codeOf(code, part) })),
    ]),
    total: null,
  };
}
