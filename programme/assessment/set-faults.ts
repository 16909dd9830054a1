import { FORMULA_FAULTS } from '#domain/formula';
import { type Vocabulary, words } from '#domain/words';
import type { SetFaultCode } from './indicator.ts';

/** What is wrong with a set of indicators, as its author reads it. */
export const SET_FAULT_WORDS: Vocabulary<SetFaultCode> = {
  ...FORMULA_FAULTS,
  versionInvalid: words('版本号不对', 'The version is no number of a version'),
  noIndicator: words('至少要有一项指标', 'At least one indicator is needed'),
  tooMany: words('指标最多 60 项', 'At most 60 indicators'),
  codeInvalid: words(
    '代码以小写字母开头，只用字母和数字',
    'A code begins with a small letter; letters and digits only',
  ),
  codeTwice: words('这个代码已经用过', 'This code is taken'),
  nameMissing: words('中英文名称都要填写', 'A name in both languages is needed'),
  weightInvalid: words(
    '权重大于 0、不超过 100，最多两位小数',
    'A weight is above 0, at most 100, with two decimals at most',
  ),
  weightsNot100: words('各项权重之和须为 100', 'All weights together are 100'),
  marksInvalid: words(
    '满分值、零分值与“越高越好、越低越好”不符',
    'The marks do not fit with whether more or less is better',
  ),
  evidenceInvalid: words('记录数、文件数须为整数', 'Numbers of records and files are whole'),
  noFigure: words('公式至少要用到一个数据', 'The formula names no figure'),
  figureForbidden: words(
    '学生测评结果、预警和个案数量不得用于考核',
    'What pupils answered or how many cases there are is not used to assess',
  ),
  figureUnknown: words('没有这个数据', 'There is no such figure'),
};
