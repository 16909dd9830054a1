import type { CriticalMeaning } from './scale.ts';
import { type Vocabulary, words } from './words.ts';

/* What stands on the one page for a hospital, in words. */

export const meaningWords: Vocabulary<CriticalMeaning> = {
  betterOffDeadOrSelfHarm: words('有死去或伤害自己的念头', 'thoughts of being dead or of self-harm'),
  seriousThoughtsPastMonth: words('近一个月认真想过结束生命', 'serious thoughts of ending life in the past month'),
  attemptEver: words('曾经尝试过', 'an attempt at some time'),
  wishToBeDead: words('希望自己死去', 'wish to be dead'),
  betterOffIfDead: words('觉得自己死了会更好', 'felt better off dead'),
  thoughtsPastWeek: words('近一周有轻生念头', 'thoughts of suicide in the past week'),
  thoughtsNow: words('现在有轻生念头', 'thoughts of suicide now'),
};

export const criticalStateWords: Vocabulary<string> = {
  positive: words('有', 'yes'),
  unknown: words('未答，需询问', 'unanswered, ask'),
  negative: words('无', 'no'),
};

export const sexWords: Vocabulary<string> = {
  female: words('女', 'Female'),
  male: words('男', 'Male'),
  other: words('其他', 'Other'),
};

export const relationWords: Vocabulary<string> = {
  mother: words('母亲', 'mother'),
  father: words('父亲', 'father'),
  grandparent: words('祖辈', 'grandparent'),
  grandmother: words('祖母/外祖母', 'grandmother'),
  grandfather: words('祖父/外祖父', 'grandfather'),
  guardian: words('监护人', 'guardian'),
  other: words('其他监护人', 'other guardian'),
};
