import { type Words, words } from './words.ts';

/**
 * Everything that is said outside the house, in mail or by any later channel: that there is something to do. What, about whom and where
 * stands behind the sign-in (N11, N17). The texts have no places to fill, so nothing can be put into them.
 */
export const NEUTRAL_TEXTS = {
  somethingToDo: {
    subject: words('有一项待办', 'Something to do'),
    body: words('您有一项待办，请登录查看。', 'There is something for you to do. Please sign in to see it.'),
  },
  somethingUrgentToDo: {
    subject: words('有一项待办，请尽快查看', 'Something to do soon'),
    body: words(
      '您有一项待办，请尽快登录查看。',
      'There is something for you to do as soon as you can. Please sign in to see it.',
    ),
  },
} as const satisfies Record<string, { readonly subject: Words; readonly body: Words }>;

export type NeutralText = keyof typeof NEUTRAL_TEXTS;

/** Words by which a passer-by would guess what a message is about: the field, a place of treatment, a child, a step of the work, a level. */
const TELLING = [
  /心理|精神|情绪|自杀|自伤|危机|危险|风险|干预|预警|筛查|测评|量表|评估|访谈|辅导|咨询/,
  /医院|医生|门诊|住院|就诊|治疗|转介|休学|复学|回访|个案|台账/,
  /学生|同学|孩子|子女|儿童|青少年|未成年|家长|监护|班级|学校|老师/,
  /[红橙黄蓝]色|[红橙黄蓝]级|[一二三四]级|级别|等级/,
  /psych|mental|emotion|suicid|self-?harm|crisis|danger|\brisk|warning|alert|screening|assessment|interview|counsel/i,
  /hospital|doctor|clinic|therap|treatment|admission|referral|follow-?up|\bcases?\b/i,
  /student|pupil|child|\bkids?\b|\bminors?\b|teen|youth|parent|guardian|\bclass|school|teacher/i,
  /\bL[0-4]\b|\blevel|\b(?:red|orange|yellow|blue)\b/i,
] as const;

/** The telling words of a text, in the order of the list; empty for one that may stand on an envelope (N11, N17). */
export function tellingWords(text: string): readonly string[] {
  return TELLING.flatMap((telling) => telling.exec(text)?.[0] ?? []);
}
