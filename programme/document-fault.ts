import { type Vocabulary, words } from '#domain/words';

/** Why a document, or an edit of it, does not hold. Codes are stable; the API answers with them and their pointers. */
export const DOCUMENT_FAULTS = [
  'idMalformed',
  'idTwice',
  'textMissing',
  'textTooLong',
  'characterRefused',
  'placeholderBroken',
  'figureMalformed',
  'figureUnknown',
  'figureDropped',
  'numberBesideFigure',
  'headingSkipsLevel',
  'rowLengthWrong',
  'columnUnknown',
  'tableMalformed',
  'tableUnknown',
  'dayUnknown',
  'numberInvalid',
  'noSuchBlock',
  'notEditable',
  'partMissing',
  'stillOpen',
  'figureUncomputed',
  'tooManyBlocks',
] as const;
export type DocumentFaultCode = (typeof DOCUMENT_FAULTS)[number];

/** For whoever has to mend it. */
export const DOCUMENT_FAULT_WORDS: Vocabulary<DocumentFaultCode> = {
  idMalformed: words('段落标识格式不对', 'the id of a block is malformed'),
  idTwice: words('段落标识重复', 'two blocks share an id'),
  textMissing: words('没有文字', 'there are no words'),
  textTooLong: words('文字过长，最多 4000 字', 'longer than 4,000 characters'),
  characterRefused: words(
    '含有不能写入公文的字符（如换行、控制符）',
    'it holds characters that a document may not, such as line ends',
  ),
  placeholderBroken: words('数字的占位符 {{ }} 不完整', 'a placeholder {{ }} is broken'),
  figureMalformed: words('占位符中的编码格式不对', 'the code in a placeholder is malformed'),
  figureUnknown: words('没有这个编码的数字', 'no figure has this code'),
  figureDropped: words('原有的数字不能删去，可以移动位置', 'a figure that stood here may be moved, not left out'),
  numberBesideFigure: words('数字旁边不能紧挨着写数', 'no number may be written right beside a figure'),
  headingSkipsLevel: words('标题跳级', 'a heading skips a level'),
  rowLengthWrong: words('表格行的格数不对', 'a row has the wrong number of cells'),
  columnUnknown: words('没有这一列', 'there is no such column'),
  tableMalformed: words('表格编码格式不对', 'the code of a table is malformed'),
  tableUnknown: words('没有这张表', 'there is no such table'),
  dayUnknown: words('日期不对', 'not a day'),
  numberInvalid: words('数字不对', 'not a number that can stand here'),
  noSuchBlock: words('没有这一段', 'there is no such block'),
  notEditable: words('这一段不能修改', 'this block cannot be edited'),
  partMissing: words('版头或版记缺这一项', 'the form lacks this part'),
  stillOpen: words('这一段还要由人来写', 'somebody still has to write this'),
  figureUncomputed: words('文中的数字没有算出来', 'a figure in the text could not be counted'),
  tooManyBlocks: words('段落过多', 'too many blocks'),
};

export interface DocumentFault {
  /** Where in the document or in the edit (RFC 6901). */
  readonly pointer: string;
  readonly code: DocumentFaultCode;
  /** The code of the figure that it is about. */
  readonly figure?: string;
}

export function fault(pointer: string, code: DocumentFaultCode, figure?: string): DocumentFault {
  return figure === undefined ? { pointer, code } : { pointer, code, figure };
}

const LONGEST_TEXT = 4_000;

/**
 * What no line of a document may hold: control characters and halves of surrogate pairs (XML 1.0 2.2 refuses them), line ends (a block is one
 * paragraph), and marks that turn the direction of writing or hide (a line that reads otherwise than it is stored).
 */
const REFUSED_CHARACTERS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/u;

/** What is wrong with a line of plain words at `pointer`; empty when nothing is. */
export function textFaults(text: string, pointer: string): readonly DocumentFault[] {
  if (text.trim() === '') return [fault(pointer, 'textMissing')];
  return [
    ...(text.length > LONGEST_TEXT ? [fault(pointer, 'textTooLong')] : []),
    ...(REFUSED_CHARACTERS.test(text) ? [fault(pointer, 'characterRefused')] : []),
  ];
}
