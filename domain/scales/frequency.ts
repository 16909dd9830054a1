import type { Option } from '#domain/scale';

/** The four answers of the PHQ family. The zero option is "Not at all", not "Not at all sure". */
export const FREQUENCY: readonly Option[] = [
  { value: 0, text: { 'zh-CN': '完全不会', en: 'Not at all' }, loinc: 'LA6568-5' },
  { value: 1, text: { 'zh-CN': '好几天', en: 'Several days' }, loinc: 'LA6569-3' },
  { value: 2, text: { 'zh-CN': '一半以上的天数', en: 'More than half the days' }, loinc: 'LA6570-1' },
  { value: 3, text: { 'zh-CN': '几乎每天', en: 'Nearly every day' }, loinc: 'LA6571-9' },
];

/** How difficult the problems made daily life; asked last, never in the total. */
export const DIFFICULTY: readonly Option[] = [
  { value: 0, text: { 'zh-CN': '毫无困难', en: 'Not difficult at all' }, loinc: 'LA6572-7' },
  { value: 1, text: { 'zh-CN': '有些困难', en: 'Somewhat difficult' }, loinc: 'LA6573-5' },
  { value: 2, text: { 'zh-CN': '非常困难', en: 'Very difficult' }, loinc: 'LA6574-3' },
  { value: 3, text: { 'zh-CN': '极度困难', en: 'Extremely difficult' }, loinc: 'LA6575-0' },
];

export const YES_NO: readonly Option[] = [
  { value: 0, text: { en: 'No' } },
  { value: 1, text: { en: 'Yes' } },
];

/** The same options in English only, for instruments whose Chinese wording the operator imports. */
export function englishOnly(options: readonly Option[]): readonly Option[] {
  return options.map(({ text, ...rest }) => ({ ...rest, text: text.en === undefined ? {} : { en: text.en } }));
}
