import type { Day } from '#domain/instant';
import type { Language } from '#domain/scale';
import { words } from '#domain/words';
import type { DocumentNumber } from './document.ts';

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 1 to 99 as headings count: 一, 十, 十一, 二十, 九十九. Throws RangeError beyond. */
export function chineseNumeral(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError('headings count from 1 to 99');
  const tens = Math.floor(n / 10);
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${DIGITS[n % 10]}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** 2025年7月10日: Arabic figures, no zero in front (GB/T 9704 7.3.5.4). A day not yet set leaves room for it. */
export function writtenDay(day: Day | null, language: Language): string {
  const [year, month, date] = day === null ? [] : day.split('-').map(Number);
  if (language === 'en') return day === null ? '(undated)' : `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
  return day === null ? '　　年　月　日' : `${year}年${month}月${date}日`;
}

/** 心教函〔2026〕12号: six-cornered brackets, no zero in front, no 第 (GB/T 9704 7.2.5). */
export function writtenNumber({ word, year, sequence }: DocumentNumber, language: Language): string {
  return language === 'en' ? `${word} [${year}] No. ${sequence ?? '__'}` : `${word}〔${year}〕${sequence ?? '　'}号`;
}

/** The words that the form itself brings. */
export const FORM_WORDS = {
  document: words('文件', ''),
  result: words('办理结果：', 'Result: '),
  public: words('是否同意对外公开：', 'May be published: '),
  yes: words('是', 'yes'),
  no: words('否', 'no'),
  signer: words('签发人：', 'Signed for issue: '),
  addresseeEnd: words('：', ':'),
  between: words('、', ', '),
  attachments: words('附件：', 'Attachments: '),
  contact: words('联系人：', 'Contact: '),
  phone: words('电话：', 'telephone '),
  copies: words('抄送：', 'Copies: '),
  printed: words('印发', 'printed'),
  table: words('表', 'Table '),
  chart: words('图', 'Figure '),
  unit: words('单位：', 'Unit: '),
  scope: words('范围：', 'Scope: '),
  period: words('时段：', 'Period: '),
  definition: words('口径：', 'Counted: '),
  recordsTo: words('数据截至：', 'Records up to: '),
  open: words('待补充：', 'To be written: '),
  draft: words('草稿', 'DRAFT'),
  behindChart: words('数据', 'in figures'),
  allFigures: words('全部数字', 'All figures'),
  lettersMissing: words(
    '制图的机器没有中文字体，图中文字以表为准',
    'No Chinese typeface was found when this was drawn; the table has its words',
  ),
} as const;

/** The same four kinds of mark in either language. */
export const MARKS = {
  'zh-CN': { open: '（', close: '）', comma: '，', semicolon: '；', stop: '。', to: '至', bracket: ['【', '】'] },
  en: { open: ' (', close: ')', comma: ', ', semicolon: '; ', stop: '.', to: ' to ', bracket: ['[', ']'] },
} as const satisfies Record<Language, unknown>;
