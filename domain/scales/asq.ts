import type { Condition } from '#domain/condition';
import type { Item, Scale } from '#domain/scale';
import { YES_NO } from './frequency.ts';

const FIRST_FOUR = [1, 2, 3, 4] as const;

/** Published rule: any yes, or any refusal, among questions 1 to 4 is positive, and only then question 5 is asked. */
const POSITIVE: Condition = { anyOf: FIRST_FOUR.map((item) => ({ item, among: [1, 'refused'] })) };
const NOW: Condition = { item: 5, among: [1] };
const ALL_NO: Condition = { allOf: FIRST_FOUR.map((item) => ({ item, among: [0] })) };

const item = (n: number, en: string): Item => ({ n, text: { en }, options: YES_NO, counts: false });

/** ASQ: four questions and, after a positive, one about this moment. An interview, without a parent in the room. */
export const ASQ: Scale = {
  id: 'ASQ',
  version: '1',
  title: { 'zh-CN': 'ASQ 安全询问（面谈）', en: 'ASQ, questions about safety (interview)' },
  ages: { from: 8, to: null },
  informant: 'interviewer',
  textPolicy: 'ship',
  licence: {
    notice:
      'A free resource of the National Institute of Mental Health (United States government). The wording is kept word for word and always shown with what to do next. Chinese only from the institute’s own file, imported by the operator.',
    source: 'nimh.gov, ASQ toolkit; NINDS common data elements notice',
    checked: '2026-11-23',
  },
  verified: { 'zh-CN': false, en: false },
  recall: { 'zh-CN': '过去几周、过去一周与此刻', en: 'the past few weeks, the past week, and now' },
  instruction: { en: 'Ask the patient:' },
  items: [
    item(1, 'In the past few weeks, have you wished you were dead?'),
    item(2, 'In the past few weeks, have you felt that you or your family would be better off if you were dead?'),
    item(3, 'In the past week, have you been having thoughts about killing yourself?'),
    item(4, 'Have you ever tried to kill yourself?'),
    { ...item(5, 'Are you having thoughts of killing yourself right now?'), askedWhen: POSITIVE },
  ],
  scoring: {
    kind: 'outcome',
    outcomes: [
      {
        code: 'acutePositive',
        title: { 'zh-CN': '阳性，此刻有念头', en: 'positive, thoughts at this moment' },
        when: NOW,
      },
      { code: 'nonAcutePositive', title: { 'zh-CN': '阳性', en: 'positive' }, when: POSITIVE },
    ],
    otherwise: {
      code: 'negative',
      title: { 'zh-CN': '未见阳性回答（不等于安全）', en: 'no positive answer (not the same as safe)' },
    },
  },
  subscales: [],
  criticals: [
    { item: 1, positiveFrom: 1, meaning: 'wishToBeDead' },
    { item: 2, positiveFrom: 1, meaning: 'betterOffIfDead' },
    { item: 3, positiveFrom: 1, meaning: 'thoughtsPastWeek' },
    { item: 4, positiveFrom: 1, meaning: 'attemptEver' },
    { item: 5, positiveFrom: 1, meaning: 'thoughtsNow' },
  ],
  contradictions: [{ code: 'nowWithoutBefore', when: { allOf: [NOW, ALL_NO] } }],
};
