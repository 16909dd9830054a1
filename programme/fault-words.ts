import { type Vocabulary, words } from '#domain/words';
import { FAULT_CODES } from './kind.ts';

/** Why a row of a file is not taken: a fault of its values, or of the row as one of many. */
export const ROW_FAULT_CODES = [...FAULT_CODES, 'formula', 'notPermitted', 'alreadyRecorded', 'rowTwice'] as const;
export type RowFaultCode = (typeof ROW_FAULT_CODES)[number];

/** Why a row of a file does not count as one. */
export const ROW_IGNORED = ['blankRow', 'sameRowTwice'] as const;
export type RowIgnored = (typeof ROW_IGNORED)[number];

/** For whoever has to mend it. Never the value. */
export const ROW_WORDS: Vocabulary<RowFaultCode | RowIgnored> = {
  missing: words('必填项为空', 'it is required, and empty'),
  unknownField: words('没有这一项', 'there is no such field'),
  notText: words('含有不能保存的字符', 'it holds characters that cannot be kept'),
  tooLong: words('文字过长', 'the text is too long'),
  notCount: words('不是数字', 'not a number'),
  negative: words('不能为负数', 'less than nothing'),
  fraction: words('须为整数', 'not a whole number'),
  tooSmall: words('数字过小', 'the number is too small'),
  tooLarge: words('数字过大', 'the number is too large'),
  notDay: words('不是日期，或没有这一天', 'not a day, or one that does not exist'),
  notFlag: words('请填“是”或“否”', 'neither 是 nor 否 (yes, no)'),
  notChoice: words('不在可选项中', 'none of the choices'),
  notCode: words('不是代码或编号', 'not a code'),
  notList: words('格式不对', 'not in the form asked for'),
  tooMany: words('项数过多', 'too many of them'),
  tooFew: words('项数不足', 'too few of them'),
  twice: words('同一项写了两次', 'the same one twice'),
  endsBeforeBegin: words('结束日期早于开始日期', 'it ends before it begins'),
  inFuture: words('日期在将来', 'the day lies ahead'),
  chairMissing: words('没有在任的组长（主任）', 'nobody chairs it'),
  unknownPlace: words('没有这个单位，或不在您的范围内', 'no such organisation, or not within your reach'),
  unknownRecord: words('没有所引用的记录', 'the record that it names is not there'),
  unknownFile: words('没有所引用的附件', 'the file that it names is not there'),
  overTimetable: words('超出该班本学年的计划课时', 'more hours than the class has planned for the school year'),
  outsideYear: words('不在该学年内', 'outside the school year'),
  formula: words('单元格是公式，不是值', 'the cell holds a formula, not a value'),
  notPermitted: words('您不能登记该单位的这类记录', 'you do not keep such records of this organisation'),
  alreadyRecorded: words('另一单位已登记过这条记录', 'another organisation has recorded this already'),
  rowTwice: words('与本表前面一行是同一条记录，内容不同', 'the record of an earlier row, with something else in it'),
  blankRow: words('空行', 'an empty row'),
  sameRowTwice: words('与本表前面一行完全相同', 'the same as an earlier row'),
};
