import type { FloorReason } from './floor.ts';
import type { CriticalMeaning, Language, Texts } from './scale.ts';
import { SIGN_TITLES } from './sign.ts';

/* {item}, {value} and {sign} are filled in; a sentence says what was answered or seen and what a person does, never what it is. */
const SENTENCES: Readonly<Record<FloorReason['code'], Texts>> = {
  totalReached: { 'zh-CN': '总分 {value}，达到关注线', en: 'The total of {value} reaches a line for attention' },
  outcomeReached: { 'zh-CN': '询问中有阳性回答', en: 'There was a positive answer in the interview' },
  criticalPositive: {
    'zh-CN': '第 {item} 题是关键题，作答为 {value}，不论总分都要有人当面了解',
    en: 'Item {item} is critical and was answered {value}: a person asks, whatever the total',
  },
  criticalUnanswered: {
    'zh-CN': '第 {item} 题是关键题，没有作答，需要有人当面询问',
    en: 'Item {item} is critical and was not answered: a person asks',
  },
  criticalRefused: {
    'zh-CN': '第 {item} 题是关键题，学生表示不想回答，需要有人当面询问',
    en: 'Item {item} is critical and the student did not want to answer it: a person asks',
  },
  possiblyHigher: {
    'zh-CN': '有题目没有作答，实际得分可能更高，需要有人当面询问',
    en: 'Some items were not answered and the score may be higher: a person asks',
  },
  sheetInvalid: {
    'zh-CN': '这份答卷不能计分，需要有人当面询问',
    en: 'This sheet cannot be scored: a person asks',
  },
  contradiction: {
    'zh-CN': '回答前后不一致，按较重的一种处理，由人核实',
    en: 'The answers contradict each other: the more serious reading stands until a person has looked',
  },
  sign: { 'zh-CN': '有人看到：{sign}', en: 'Somebody saw: {sign}' },
};

/** What a critical item asks about. Shown in a case under its reason for access, never in a list. */
export const CRITICAL_TITLES: Readonly<Record<CriticalMeaning, Texts>> = {
  betterOffDeadOrSelfHarm: {
    'zh-CN': '不如死掉或伤害自己的念头',
    en: 'thoughts of being better off dead or of self-harm',
  },
  seriousThoughtsPastMonth: {
    'zh-CN': '过去一个月认真想过结束生命',
    en: 'serious thoughts of ending life in the past month',
  },
  attemptEver: { 'zh-CN': '曾经试图结束生命', en: 'an attempt at any time' },
  wishToBeDead: { 'zh-CN': '希望自己已经死去', en: 'a wish to be dead' },
  betterOffIfDead: { 'zh-CN': '觉得自己死了大家会更好', en: 'a feeling that all would be better off' },
  thoughtsPastWeek: { 'zh-CN': '过去一周想过自杀', en: 'thoughts of suicide in the past week' },
  thoughtsNow: { 'zh-CN': '此刻有自杀的念头', en: 'thoughts of suicide at this moment' },
};

/** One reason of a floor as a plain sentence, for staff with access to the case. */
export function reasonText(reason: FloorReason, language: Language): string {
  const sign = reason.sign === undefined ? '' : SIGN_TITLES[reason.sign][language];
  return SENTENCES[reason.code][language]
    .replace('{item}', String(reason.item ?? ''))
    .replace('{value}', String(reason.value ?? ''))
    .replace('{sign}', sign);
}
