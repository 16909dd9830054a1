import { caseRules } from '#domain/case';
import type { CaseCommand, CommandOf, WarningBody } from '#domain/case-commands';
import type { CaseFact } from '#domain/case-facts';
import type { CaseState } from '#domain/case-state';
import type { Duty } from '#domain/duty';
import { DAY, type Instant } from '#domain/instant';
import { atLeast, type Level } from '#domain/level';
import type { News } from '#domain/news';
import { POLICY_V1 } from '#domain/policy-v1/index';
import type { Actor } from '#domain/role';
import type { Rules } from '#domain/stream';
import { COUNSELOR, HEAD, MONDAY, type PureStream, pureStream, REACTION, RULES } from './pure-stream.ts';

/* One student's case in memory, under the first policy document, with one person for each post and a second where a second signs. */

export type CaseStory = PureStream<CaseState, CaseCommand, CaseFact>;

export const DOCTOR: Actor = { person: 'doctor-1', role: 'expert', side: 'health' };
export const OTHER_DOCTOR: Actor = { person: 'doctor-2', role: 'expert', side: 'health' };
export const CITY: Actor = { person: 'city-1', role: 'citySupervisor', side: 'education' };
export const TEXT = { text: 'text-1', commitment: 'c1' };
export const POSTS = {
  ...RULES.posts,
  expertHealth: ['doctor-1', 'doctor-2'],
  nextExpert: ['doctor-1', 'doctor-2'],
  healthDuty: ['health-1'],
};

export const WORLD: Rules = {
  ...RULES,
  policy: POLICY_V1,
  posts: POSTS,
  guardians: [{ id: 'mother', danger: false }],
};

const WARNING: WarningBody = {
  warning: 'warning-1',
  source: 'sheet',
  floor: 'L2',
  critical: false,
  signs: [],
  reasons: ['total'],
  observedAt: MONDAY,
};

export function warning(story: CaseStory, more: Partial<WarningBody> = {}): CommandOf<'addWarning'> {
  return { act: 'addWarning', ...WARNING, warning: `warning-${story.state.version}`, observedAt: story.at, ...more };
}

/** A case opened by one warning, on a Monday of term unless told otherwise. */
export function opened(floor: Level, more: Partial<WarningBody> = {}, from: Instant = MONDAY): CaseStory {
  const story = pureStream(caseRules, { act: 'deadlinePassed' }, from);
  story.under(WORLD);
  must(story, REACTION, { act: 'open', previous: null, ...WARNING, floor, observedAt: from, ...more });
  return story;
}

/** An act that has to be accepted for the story to go on. */
export function must(story: CaseStory, actor: Actor, command: CaseCommand): void {
  const refused = story.act(actor, command);
  if (refused !== null) throw new Error(`${command.act} was refused: ${refused}`);
}

/** The live duty of a kind. */
export function dutyOf(story: CaseStory, kind: Duty['kind'], subject?: string): Duty | undefined {
  return story.state.duties.find((duty) => duty.kind === kind && (subject === undefined || duty.subject === subject));
}

/** The id of the live duty of a kind, or an id that no duty has. */
export function owed(story: CaseStory, kind: Duty['kind']): string {
  return dutyOf(story, kind)?.id ?? 'none';
}

export function kinds(story: CaseStory): readonly string[] {
  return story.state.duties.map((duty) => duty.kind).sort();
}

export function rungs(story: CaseStory, kind: Duty['kind']): readonly (readonly string[])[] {
  const ids = story.facts.flatMap(({ fact }) =>
    fact.type === 'dutyOpened' && fact.duty.kind === kind ? [fact.duty.id] : [],
  );
  return story.facts.flatMap(({ fact }) => (fact.type === 'dutyRang' && ids.includes(fact.duty) ? [fact.called] : []));
}

/* The plain acts. */

export function interview(story: CaseStory, more: Partial<CommandOf<'recordInterview'>> = {}) {
  const answers = owed(story, 'interview');
  const said = { findings: ['lowMood'], outcome: 'reassess', reasonCode: null, note: null } as const;
  return { act: 'recordInterview', answers, ...said, ...more } as const;
}

export function reassessment(story: CaseStory, more: Partial<CommandOf<'recordReassessment'>> = {}) {
  const answers = owed(story, 'reassess');
  const said = { instrument: 'phq-a', findings: ['lowMood'], assessment: 'steady', note: null } as const;
  return { act: 'recordReassessment', answers, ...said, ...more } as const;
}

/** A decision about the level, against what stands now. */
export function decision(story: CaseStory, act: 'grade' | 'raise' | 'lower', level: Level): CaseCommand {
  const against = story.state.personVersion;
  return { act, level, basis: ['interview'], reasonCode: 'interview', reason: null, against };
}

export function closing(story: CaseStory, more: Partial<CommandOf<'close'>> = {}): CommandOf<'close'> {
  const against = story.state.personVersion;
  return { act: 'close', reasonCode: 'riskResolved', plan: TEXT, reason: null, against, ...more };
}

export function standingDown(story: CaseStory): CaseCommand {
  const seen = { seenInPerson: true, findings: ['calm'], reasonCode: 'seen', reason: null };
  return { act: 'standDown', ...seen, against: story.state.personVersion };
}

/** The signature on the newest proposal. */
export function coSign(story: CaseStory): CaseCommand {
  return { act: 'coSign', proposal: story.state.proposals.at(-1)?.id ?? 'none' };
}

export function review(assessment: 'better' | 'steady' | 'worse' = 'steady'): CaseCommand {
  return { act: 'recordReview', assessment, note: null };
}

export const guardianReached: CaseCommand = {
  act: 'recordContact',
  with: 'guardian',
  guardian: 'mother',
  channel: 'voice',
  outcome: 'reached',
  note: null,
};

export function handedOver(story: CaseStory, to: 'hospital' | 'guardian' = 'hospital'): CaseCommand {
  const guardian = to === 'guardian' ? 'mother' : null;
  return { act: 'acceptCrisisHandOver', to, guardian, receiver: TEXT, happenedAt: story.at };
}

/** What a stream of the student tells its case. */
export function news(story: CaseStory, kind: News['kind'], code: News['code'], more: Partial<News> = {}): News {
  const stream = story.state.links.findLast((link) => link.kind === kind)?.id ?? 'none';
  const rest = { stage: code, limitAt: story.at + DAY, open: true, byPerson: true, detail: {} };
  return { act: 'reflect', stream, kind, code, ...rest, ...more };
}

/** Seen, and waiting to be graded. */
export function inGrading(floor: Level): CaseStory {
  const story = opened(floor);
  must(story, COUNSELOR, interview(story));
  must(story, COUNSELOR, reassessment(story));
  return story;
}

/** Cared for at a level below L4, all papers done. */
export function inCare(level: Exclude<Level, 'L4'>): CaseStory {
  const story = inGrading(level);
  must(story, atLeast(level, 'L3') ? HEAD : COUNSELOR, decision(story, 'grade', level));
  if (atLeast(level, 'L3')) must(story, DOCTOR, coSign(story));
  if (dutyOf(story, 'guardianTold')) must(story, COUNSELOR, guardianReached);
  must(story, COUNSELOR, { act: 'recordSecondSource', view: ['withdrawal'], note: null });
  return story;
}

/** Two steady reviews on two days: what closing asks for. */
export function steadyTwice(story: CaseStory): void {
  for (const days of [1, 2]) {
    story.goTo(story.at + days * DAY);
    must(story, COUNSELOR, review());
  }
}
