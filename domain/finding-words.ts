import { type Vocabulary, words } from './words.ts';

/* What counselors tick, in words: observations and aims, never a disorder (精神卫生法 23). */

/** What a conversation showed. */
export const findingWords: Vocabulary<string> = {
  lowMood: words('情绪低落', 'Low mood'),
  anxious: words('焦虑紧张', 'Anxious'),
  sleepsBadly: words('睡眠差', 'Sleeps badly'),
  withdrawn: words('回避他人', 'Withdrawn'),
  irritable: words('易怒', 'Irritable'),
  thoughtsOfDeath: words('有轻生想法', 'Thoughts of death'),
  selfHarm: words('有自伤迹象', 'Signs of self-harm'),
  planOrFarewell: words('有打算或告别', 'Plan or farewell'),
  conflictAtHome: words('家庭冲突', 'Conflict at home'),
  bullied: words('受欺凌', 'Bullied'),
  strainOfStudy: words('学业压力', 'Strain of study'),
  supported: words('有人支持', 'Has support'),
  calm: words('平静', 'Calm'),
};

/** What a decision about a level rests on. */
export const basisWords: Vocabulary<string> = {
  interview: words('访谈', 'Interview'),
  secondInstrument: words('第二份量表', 'Second instrument'),
  secondSource: words('日常观察', 'View from class'),
  panel: words('研判会', 'Panel'),
  medicalAdvice: words('医疗意见', 'Medical advice'),
  observation: words('观察', 'Observation'),
};

/** What sessions and plans are for. */
export const goalWords: Vocabulary<string> = {
  safety: words('安全', 'Safety'),
  sleep: words('睡眠', 'Sleep'),
  mood: words('情绪', 'Mood'),
  peers: words('同伴', 'Peers'),
  family: words('家庭', 'Family'),
  study: words('学习', 'Study'),
  coping: words('应对方式', 'Coping'),
  attendance: words('到校', 'Attendance'),
};
