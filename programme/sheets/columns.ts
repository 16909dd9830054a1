import type { RecordColumn } from '#domain/record-lines';
import { type Words, words } from '#domain/words';
import type { Field } from '#programme/field';
import type { Kind } from '#programme/kind';
import { mayBeEmpty } from '#programme/read-values';

/** A column of a kind's table, with what a person is told about it. */
export interface SheetColumn extends RecordColumn {
  readonly label: Words;
  /** null: the organisation. */
  readonly field: Field | null;
  /** What a cell is chosen from; empty: written freely. */
  readonly list: readonly Words[];
  /** How it is written. */
  readonly how: Words;
}

export const YES = words('是', 'yes');
export const NO = words('否', 'no');

const ORG_LABEL = words('单位', 'organisation');
const ORG: SheetColumn = {
  name: 'org',
  title: ORG_LABEL['zh-CN'],
  also: [ORG_LABEL.en, 'org', '单位代码'],
  required: true,
  holds: 'code',
  label: ORG_LABEL,
  field: null,
  list: [],
  how: words('记录所属单位的代码，如 999001001', 'code of the organisation whose record it is, such as 999001001'),
};

/** The organisation first, then the fields in order. Files have no column: they are added to the record itself. */
export function columnsOf(kind: Kind): readonly SheetColumn[] {
  const fields = Object.entries(kind.fields).filter(([, field]) => field.type !== 'files');
  return [ORG, ...fields.map(([name, field]) => columnOf(name, field))];
}

function columnOf(name: string, field: Field): SheetColumn {
  const { label } = field;
  return {
    name,
    title: label['zh-CN'],
    also: [...new Set([label.en, name])],
    required: field.optional !== true && !mayBeEmpty(field),
    holds: field.type === 'day' ? 'day' : field.type === 'place' ? 'code' : 'text',
    label,
    field,
    list: field.type === 'choice' ? Object.values(field.of) : field.type === 'flag' ? [YES, NO] : [],
    how: field.hint ?? howOf(field),
  };
}

/** The title of the column in which a fault lies; a fault of the row as a whole is said of the organisation. */
export function titleAt(kind: Kind, pointer: string): string {
  const name = pointer.split('/')[1] ?? '';
  return Object.hasOwn(kind.fields, name) ? (kind.fields[name]?.label['zh-CN'] ?? ORG.title) : ORG.title;
}

function howOf(field: Field): Words {
  switch (field.type) {
    case 'text':
      return words(`文字，不超过 ${field.most} 字`, `text of at most ${field.most} characters`);
    case 'count':
      return words(`整数，${field.least} 至 ${field.most}`, `a whole number from ${field.least} to ${field.most}`);
    case 'day':
      return words('日期，如 2025-04-18', 'a day, such as 2025-04-18');
    case 'flag':
      return words('是 或 否', 'yes or no');
    case 'choice':
      return choicesOf(field.of, words('选一项', 'one of'));
    case 'choices':
      return choicesOf(field.of, words('可选多项，用“、”隔开', 'any of, set apart by commas'));
    case 'place':
      return words('单位代码，如 999001001', 'code of an organisation, such as 999001001');
    case 'places':
      return words('单位代码，可多个，用“、”隔开', 'codes of organisations, set apart by commas');
    case 'record':
      return words('所引用记录的编号或名称', 'number or name of the record meant');
    case 'rows':
      return rowsHow(field.fields);
    case 'files':
      return words('在记录中添加', 'added to the record itself');
    default:
      return field satisfies never;
  }
}

function choicesOf(of: Readonly<Record<string, Words>>, lead: Words): Words {
  const entries = Object.entries(of);
  return words(
    `${lead['zh-CN']}：${entries.map(([code, label]) => `${label['zh-CN']}（${code}）`).join('、')}`,
    `${lead.en}: ${entries.map(([code, label]) => `${label.en} (${code})`).join(', ')}`,
  );
}

/** A small table inside a cell: a line each, its parts in order with a bar between them. */
function rowsHow(fields: Readonly<Record<string, Field>>): Words {
  const parts = (language: keyof Words) => Object.values(fields).map(({ label }) => label[language]);
  const choices = Object.values(fields).flatMap((field) => (field.type === 'choice' ? Object.values(field.of) : []));
  const chosen = (language: keyof Words) => choices.map((label) => label[language]).join(' / ');
  return words(
    `一行一条（单元格内换行用 Alt+Enter），各项用 | 隔开：${parts('zh-CN').join('|')}${choices.length > 0 ? `；可选：${chosen('zh-CN')}` : ''}`,
    `a line each (Alt+Enter within the cell), parts set apart by |: ${parts('en').join('|')}${choices.length > 0 ? `; choices: ${chosen('en')}` : ''}`,
  );
}
