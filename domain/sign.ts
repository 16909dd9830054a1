import type { Texts } from './scale.ts';

/** What a person who worries can tick. `now` is anyone's button for danger at this moment. */
export const SIGNS = [
  'now',
  'attempt',
  'means',
  'farewell',
  'psychosisDanger',
  'recentPlan',
  'recentDischarge',
  'selfHarm',
  'violenceAtHome',
  'bullying',
  'bereavement',
  'withdrawal',
  'other',
] as const;
export type Sign = (typeof SIGNS)[number];

/** How a sign is called on screen: what was seen, never what it might be. */
export const SIGN_TITLES: Readonly<Record<Sign, Texts>> = {
  now: { 'zh-CN': '此刻有危险', en: 'in danger at this moment' },
  attempt: { 'zh-CN': '有自杀或自伤行为', en: 'tried to end their life' },
  means: { 'zh-CN': '身边有可用于伤害的物品', en: 'has the means at hand' },
  farewell: { 'zh-CN': '有告别或托付的言行', en: 'said goodbye or gave things away' },
  psychosisDanger: { 'zh-CN': '言行脱离现实并伴有危险', en: 'out of touch with reality, with danger' },
  recentPlan: { 'zh-CN': '近期谈到具体打算', en: 'spoke of a plan lately' },
  recentDischarge: { 'zh-CN': '出院不满 30 天', en: 'left hospital less than 30 days ago' },
  selfHarm: { 'zh-CN': '有自伤迹象', en: 'signs of self-harm' },
  violenceAtHome: { 'zh-CN': '疑似家庭暴力', en: 'signs of violence at home' },
  bullying: { 'zh-CN': '疑似受欺凌', en: 'signs of bullying' },
  bereavement: { 'zh-CN': '亲友离世', en: 'someone close has died' },
  withdrawal: { 'zh-CN': '回避交往、明显沉默', en: 'withdraws from others' },
  other: { 'zh-CN': '其他担心', en: 'another worry' },
};
