/**
 * Words that this engine never says of a student: names of disorders, and words that only a hospital may use (精神卫生法 23, 29).
 * Instrument items keep their author's wording; everything in our own words is held to this list.
 */
const FORBIDDEN = [
  /抑郁|焦虑症|恐怖症|强迫症|躁狂|双相|精神病|精神分裂|精神障碍|心理障碍|情感障碍|人格障碍|多动症|孤独症|自闭症|厌食症|创伤后应激/,
  /障碍|确诊|诊断|患者|患有|病人|病情|病症|发病|疾病|不正常|变态/,
  /depress(?:ion|ive|ed)|anxiety|bipolar|mania|manic|psychosis|psychotic|schizo|autis|anorexi|\bADHD\b|\bPTSD\b|\bOCD\b/i,
  /disorder|diagnos|patholog|\bpatients?\b|\billness|\bdisease|\bsick\b|mentally ill|abnormal|insane/i,
  /\bF[0-9]{2}(?:\.[0-9])?\b/,
] as const;

/** The forbidden words found in a text, in the order of the list; empty for a text that may be shown (N01). */
export function forbiddenWords(text: string): readonly string[] {
  return FORBIDDEN.flatMap((words) => words.exec(text)?.[0] ?? []);
}
