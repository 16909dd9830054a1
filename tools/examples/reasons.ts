/** Why a row of the examples is refused, mended, taken with a consequence or ignored, in both languages. */
export interface Reason {
  readonly zh: string;
  readonly en: string;
}

const REASONS: Readonly<Record<string, Reason>> = {
  numberTwice: { zh: '学号与本表前面一行相同，姓名不同', en: 'the number of an earlier row, with another name' },
  numberMissing: { zh: '没有学号', en: 'no number' },
  nameMissing: { zh: '没有姓名（只有空格）', en: 'no name (only a space)' },
  formula: { zh: '单元格是公式，不是值', en: 'the cell holds a formula, not a value' },
  sexUnknown: { zh: '性别既不是男也不是女', en: 'the sex is neither 男 nor 女' },
  bornMissing: { zh: '没有出生日期', en: 'no birth day' },
  bornInvalid: { zh: '没有这一天', en: 'a day that does not exist' },
  bornInFuture: { zh: '出生日期在将来', en: 'a birth day in the future' },
  idNumberInvalid: { zh: '证件号校验位不对（GB 11643）', en: 'wrong check digit of the identity number (GB 11643)' },
  idNumberTwice: {
    zh: '证件号与本表前面一行相同，学号不同',
    en: 'the identity number of an earlier row, with another number',
  },
  bornDiffersFromIdNumber: { zh: '证件号里的生日与出生日期不同', en: 'the identity number states another birth day' },
  gradeUnknown: { zh: '没有这个年级', en: 'no such grade' },
  classUnknown: { zh: '班级不是班号', en: 'the class is not a class number' },
  phoneInvalid: { zh: '电话位数不够', en: 'the telephone number is too short' },
  unknownStudent: { zh: '名册中没有这个学号', en: 'no accepted row of the roster has this number' },
  unknownInstrument: { zh: '没有这个量表', en: 'no such instrument' },
  unknownVersion: { zh: '量表没有这个版本', en: 'no such version of the instrument' },
  timeMissing: { zh: '没有作答时间', en: 'no time of answering' },
  timeInvalid: { zh: '没有这个时间', en: 'a time that does not exist' },
  answeredInFuture: { zh: '作答时间在将来', en: 'answered in the future' },
  outOfRange: { zh: '答案不在选项之内', en: 'the answer is none of the options' },
  fractional: { zh: '答案不是整数', en: 'the answer is not a whole number' },
  notAnAnswer: { zh: '答案不是数字', en: 'the answer is not a number' },
  unknownItem: { zh: '量表没有这一题', en: 'the instrument has no such item' },
  ageOutOfRange: { zh: '作答当日年龄不适用该量表', en: 'the instrument is not made for the age on that day' },
  sheetTwice: {
    zh: '同一学生、量表、时间已有一份不同的答案',
    en: 'other answers of the same pupil, instrument and minute came earlier',
  },
  fullWidthDigits: { zh: '全角数字', en: 'full-width digits' },
  numberCell: { zh: '学号存成了数字', en: 'the number stored as a numeric cell' },
  excelSerial: {
    zh: '日期是 Excel 序列值（时间取整到分）',
    en: 'the date as an Excel serial number; its time rounds to the minute',
  },
  dateCell: { zh: '日期是日期型单元格', en: 'the date as a date cell' },
  slashDate: { zh: '日期用斜线', en: 'the date with slashes' },
  chineseDate: { zh: '日期写作某年某月某日', en: 'the date in Chinese' },
  compactDate: { zh: '日期是八位数字', en: 'the date as eight digits' },
  isoTime: { zh: '时间带时区', en: 'the time with its offset' },
  spaces: { zh: '前后有空格', en: 'spaces around' },
  lowerCase: { zh: '校验位是小写 x', en: 'a lower-case x as check digit' },
  gradeNumber: { zh: '年级写作数字', en: 'the grade as a number' },
  classNumber: { zh: '班级只写班号', en: 'the class as a bare number' },
  criticalMissing: {
    zh: '关键题未答：由人去问，绝不按 0 分',
    en: 'a critical item is empty: a person asks, it is never zero',
  },
  criticalRefused: { zh: '关键题拒答：由人去问', en: 'a critical item was declined: a person asks' },
  itemMissing: { zh: '一题未答：总分是一个区间', en: 'one item is empty: the total is an interval' },
  blankSheet: { zh: '一题未答的空卷：按未参加计', en: 'nothing was answered: counts as absent' },
  blankRow: { zh: '空行', en: 'an empty row' },
  sameSheetTwice: { zh: '与前面一行完全相同：什么也不改变', en: 'the same as an earlier row: changes nothing' },
  unchanged: { zh: '与名册相同', en: 'as in the roster' },
  changed: { zh: '更新', en: 'an update' },
  added: { zh: '新学生', en: 'a new pupil' },
};

export function reasonOf(code: string): Reason {
  const reason = REASONS[code];
  if (reason === undefined) throw new RangeError(`no words for ${code}`);
  return reason;
}
