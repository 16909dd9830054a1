import { deadline } from './calendar.ts';
import { type CaseDraft, clockFor, ensure, enter, has, tighten } from './case-draft.ts';
import type { CaseState } from './case-state.ts';
import type { FollowUpCause } from './child-commands.ts';
import { DAY } from './instant.ts';
import { atLeast, type Level } from './level.ts';
import type { NewsKind } from './news.ts';
import { clockOf, type ClockId, type DutyKind } from './policy.ts';
import type { Rules, StreamId } from './stream.ts';

/** Duties of the rhythm itself: they live as long as care does and do not hold a closing back. */
export const RHYTHM: ReadonlySet<DutyKind> = new Set<DutyKind>(['session', 'dynamicReview']);

/** Rhythm clocks have no figure for L0: a child graded L0 is cared for at the L1 rhythm until the case is closed. */
function rhythmLevel(level: Level): 'L1' | 'L2' | 'L3' | 'L4' {
  return level === 'L0' ? 'L1' : level;
}

export function rhythmClock(state: CaseState, kind: 'session' | 'dynamicReview'): ClockId {
  return `${kind}.${rhythmLevel(state.level)}`;
}

/** The clock of a talk with the student: from L3 on, and for critical answers and signs at any level, within 24 hours at the latest (N02, N03). */
export function interviewClock(level: Level, critical: boolean): ClockId {
  if (atLeast(level, 'L3')) return `interview.${level}`;
  if (critical) return 'interview.critical';
  return level === 'L2' ? 'interview.L2' : 'interview.L1';
}

/** Whether somebody has talked with the student since the newest sign of risk. */
export function seenSinceWarning(state: CaseState): boolean {
  return (
    state.interviewedAt !== null && state.warnings.every((warning) => warning.addedAt <= (state.interviewedAt ?? 0))
  );
}

/**
 * What the stage needs to go on. Runs after every act and adds nothing when the act left it owed: no order of acts, withdrawals and refusals ends with
 * an open case that waits for nobody.
 */
export function oweStage(draft: CaseDraft): void {
  const { state, moment } = draft;
  if (!state.open) return;
  const pending = (decision: string) => state.proposals.some((open) => open.decision === decision);
  switch (state.stage) {
    case 'triage':
      if (has(state, 'interview') || pending('dismiss')) return;
      return seenSinceWarning(state) ? oweReassessment(draft) : oweInterview(draft, true);
    case 'reassessment':
      return oweReassessment(draft);
    case 'grading':
      return pending('grade') ? undefined : ensure(draft, 'grade', clockFor(moment.rules, 'grade', state.level));
    case 'care':
      for (const kind of ['session', 'dynamicReview'] as const) ensure(draft, kind, rhythmClock(state, kind));
      return;
    case 'crisis':
      return ensure(draft, 'crisisWatch', 'crisisWatch');
    case 'closed':
      return;
    default:
      return state.stage satisfies never;
  }
}

export function oweReassessment(draft: CaseDraft): void {
  enter(draft, 'reassessment');
  ensure(draft, 'reassess', clockFor(draft.moment.rules, 'reassess', draft.state.level));
}

/** Somebody talks with the student; a live duty with an earlier limit stays. */
export function oweInterview(draft: CaseDraft, critical: boolean): void {
  tighten(draft, 'interview', interviewClock(draft.state.level, critical));
}

/** Sessions, reviews and, at L3, panel and referral offer. */
export function oweCare(draft: CaseDraft): void {
  for (const kind of ['session', 'dynamicReview'] as const) tighten(draft, kind, rhythmClock(draft.state, kind));
  if (draft.state.level === 'L3') {
    ensure(draft, 'panel', 'panel');
    if (!draft.state.links.some((link) => link.kind === 'referral' && link.open))
      ensure(draft, 'referralOffer', 'referralOffer.L3');
  }
  if (draft.state.interviewedAt !== null || draft.state.graded !== null) oweGuardianTalk(draft);
  pace(draft, 'graded');
}

/** N10: abuse is flagged, or no guardian is left whom it would be safe to call. */
export function guardiansBlocked(state: CaseState, rules: Rules): boolean {
  return state.guardianDanger || (rules.guardians.length > 0 && rules.guardians.every((guardian) => guardian.danger));
}

/** Guardians are told from L2 on (精神卫生法 16), by a person; where that would endanger the child, protection is called instead (未保法 11). */
export function oweGuardianTalk(draft: CaseDraft): void {
  const { state, moment } = draft;
  if (!atLeast(state.level, 'L2')) return;
  if (guardiansBlocked(state, moment.rules)) return oweProtection(draft);
  if (state.guardianTold || has(state, 'guardianTold') || has(state, 'crisisGuardian')) return;
  draft.open({ kind: 'guardianTold', clock: state.level === 'L2' ? 'guardianTold.L2' : 'guardianTold.L3' });
}

/** A danger from guardians is reported once; whoever raises it again, or a refusal of help, is a new reason to report. */
export function oweProtection(draft: CaseDraft, anew = false): void {
  const { state, moment } = draft;
  if (anew || state.protectionReportedAt === null)
    tighten(draft, 'protectionReport', clockFor(moment.rules, 'protectionReport', state.level));
}

/** Starts the one follow-up stream, or re-paces it; the case watches it. */
export function pace(draft: CaseDraft, cause: FollowUpCause): void {
  const { state, moment } = draft;
  const level = rhythmLevel(state.level);
  const running = state.links.find((link) => link.kind === 'followUp' && link.open);
  if (running)
    return draft.also({ kind: 'followUp', id: running.id, starts: false, command: { act: 'repace', level, cause } });
  const id = moment.mint(0);
  link(draft, id, 'followUp', null);
  const command = { act: 'start', caseId: moment.self, level, cause, owner: state.owner };
  draft.also({ kind: 'followUp', id, starts: true, command });
}

/** Records a stream of the same student and owes a look at it: no stream is left to itself. */
export function link(draft: CaseDraft, stream: StreamId, kind: NewsKind, requestId: string | null): void {
  draft.add({ type: 'linked', stream, kind, requestId });
  const clock = clockFor(draft.moment.rules, 'watch', draft.state.level);
  draft.open({ kind: 'watch', clock, subject: stream, limitAt: watchLimit(draft, firstLimit(draft, kind)) });
}

/** When a stream that begins now owes its first act; its own news says it exactly from then on. */
function firstLimit({ moment: { rules, at }, state }: CaseDraft, kind: NewsKind): number {
  if (kind === 'followUp') {
    const { first, stretches } = rules.policy.rhythms[rhythmLevel(state.level)];
    const { pace: every } = stretches[0];
    return at + (first?.closesAfter ?? (('days' in every ? every.days : every.atMostDays) + 7) * DAY);
  }
  const clock = kind === 'return' ? 'leaveAssessment' : clockFor(rules, 'referralConsent', state.level);
  return deadline(rules.calendar, at, clockOf(rules.policy, clock).limit).at;
}

/** The limit of a look at another stream: that stream's own next limit and the policy's margin. */
export function watchLimit({ moment, state }: CaseDraft, limitAt: number): number {
  const { amount } = clockOf(moment.rules.policy, clockFor(moment.rules, 'watch', state.level)).limit;
  return Math.max(limitAt + amount, moment.at + 1);
}
