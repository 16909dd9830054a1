import type { CaseFact } from './case-facts.ts';
import type { CaseStage, CaseState, LevelStep } from './case-state.ts';
import type { FollowUpCause } from './child-commands.ts';
import type { Duty } from './duty.ts';
import { atLeast, type Level, rank } from './level.ts';
import { clockOf, type ClockId, type DutyKind } from './policy.ts';
import type { PersonId } from './role.ts';
import type { Draft, Rules, StreamId } from './stream.ts';

export type CaseDraft = Draft<CaseState, CaseFact>;

/** Duties of the rhythm itself: they live as long as care does and do not hold a closing back. */
export const RHYTHM: ReadonlySet<DutyKind> = new Set<DutyKind>(['session', 'dynamicReview']);

/** Clock for a kind at a level: the policy's own clock for that level, else the plain one. */
export function clockFor(rules: Rules, kind: DutyKind, level: Level): ClockId {
  const particular = `${kind}.${level}`;
  return rules.policy.clocks[particular] === undefined ? kind : particular;
}

/** Rhythm clocks have no figure for L0: a child graded L0 is cared for at the L1 rhythm until the case is closed. */
function rhythmLevel(level: Level): Level {
  return level === 'L0' ? 'L1' : level;
}

export function has(state: CaseState, kind: DutyKind): boolean {
  return state.duties.some((duty) => duty.kind === kind);
}

/** Opens a duty of the kind unless one already lives. */
export function ensure(draft: CaseDraft, kind: DutyKind, clock: ClockId, subject: string | null = null): void {
  if (!has(draft.state, kind)) draft.open({ kind, clock, subject });
}

/** N10: abuse is flagged, or no guardian is left whom it would be safe to call. */
export function guardiansBlocked(state: CaseState, rules: Rules): boolean {
  return state.guardianDanger || (rules.guardians.length > 0 && rules.guardians.every((guardian) => guardian.danger));
}

/** Guardians are told from L2 on (精神卫生法 16), by a person; where that would endanger the child, protection is called instead (未保法 11). */
export function oweGuardianTalk(draft: CaseDraft): void {
  const { state, moment } = draft;
  if (!atLeast(state.level, 'L2') || state.guardianTold) return;
  if (guardiansBlocked(state, moment.rules))
    return ensure(draft, 'protectionReport', clockFor(moment.rules, 'protectionReport', state.level));
  if (has(state, 'guardianTold') || has(state, 'crisisGuardian')) return;
  draft.open({ kind: 'guardianTold', clock: state.level === 'L2' ? 'guardianTold.L2' : 'guardianTold.L3' });
}

/** Changes the level and owes what the new level asks. Raising is always possible; whether lowering may happen is decided before. */
export function changeLevel(
  draft: CaseDraft,
  to: Level,
  by: LevelStep['by'],
  persons: readonly PersonId[],
  reasonCode: string,
): void {
  const from = draft.state.level;
  if (from === to) return;
  draft.add({ type: 'levelChanged', from, to, by, persons, reasonCode });
  if (rank(to) < rank(from)) return;
  // Their clocks become those of the new level; a lowering never loosens a running one.
  for (const running of draft.state.links.filter((one) => one.kind === 'referral' && one.open))
    draft.also({ kind: 'referral', id: running.id, starts: false, command: { act: 'changeLevel', level: to } });
  // A child whose crisis was handed over in this episode is in safe hands already: a signed L4 leads on to care.
  if (to === 'L4') return enterCrisis(draft);
  if (draft.state.stage === 'care') oweCare(draft);
}

/** Sessions, reviews and, at L3, panel and referral offer. A denser clock replaces a slower one; a slower one never does. */
export function oweCare(draft: CaseDraft): void {
  const level = rhythmLevel(draft.state.level);
  for (const kind of ['session', 'dynamicReview'] as const) tighten(draft, kind, `${kind}.${level}`);
  if (level === 'L3') {
    ensure(draft, 'panel', 'panel');
    if (!draft.state.links.some((link) => link.kind === 'referral' && link.open))
      ensure(draft, 'referralOffer', 'referralOffer.L3');
  }
  if (draft.state.interviewedAt !== null || draft.state.graded !== null) oweGuardianTalk(draft);
  pace(draft, 'graded');
}

/** Opens the duty, or replaces a live one whose limit lies later than the new clock's. */
export function tighten(draft: CaseDraft, kind: DutyKind, clock: ClockId): void {
  const live = draft.state.duties.find((duty) => duty.kind === kind);
  if (live === undefined) return draft.open({ kind, clock });
  draft.open({ kind, clock });
  const fresh = draft.state.duties.at(-1) as Duty;
  const [keep, drop] = fresh.limitAt < live.limitAt ? [fresh, live] : [live, fresh];
  draft.done((duty) => duty.id === drop.id && keep.id !== drop.id, 'superseded');
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
  draft.also({
    kind: 'followUp',
    id,
    starts: true,
    command: { act: 'start', caseId: moment.self, level, cause, owner: state.owner },
  });
}

/** Records a stream of the same student and owes a look at it: no stream is left to itself. */
export function link(
  draft: CaseDraft,
  stream: StreamId,
  kind: 'referral' | 'followUp' | 'return',
  requestId: string | null,
): void {
  draft.add({ type: 'linked', stream, kind, requestId });
  draft.open({ kind: 'watch', clock: clockFor(draft.moment.rules, 'watch', draft.state.level), subject: stream });
}

export function enter(draft: CaseDraft, stage: CaseStage): void {
  if (draft.state.stage !== stage) draft.add({ type: 'stageEntered', stage });
}

/** What the calm stages owed is superseded by the crisis; signatures for anything that would thin care out are withdrawn. */
const CALM_DUTIES: ReadonlySet<DutyKind> = new Set<DutyKind>([
  'interview',
  'secondSource',
  'guardianTold',
  'reassess',
  'grade',
  'referralOffer',
  'protectionReport',
]);

/** The crisis path with its own clocks. Idempotent: a second L4 sign in a running crisis pages again if the first page was answered. */
export function enterCrisis(draft: CaseDraft): void {
  const { moment } = draft;
  withdraw(draft, ['lower', 'dismiss', 'close', 'standDown'], 'crisis');
  if (draft.state.stage === 'crisis') return ensure(draft, 'crisisAcknowledge', 'crisisAcknowledge');
  draft.done((duty) => CALM_DUTIES.has(duty.kind), 'crisis');
  enter(draft, 'crisis');
  for (const kind of [
    'crisisAcknowledge',
    'crisisWatch',
    'crisisMeans',
    'crisisHospital',
    'tellCounty',
    'tellCity',
  ] as const)
    ensure(draft, kind, kind);
  if (guardiansBlocked(draft.state, moment.rules)) ensure(draft, 'protectionReport', 'protectionReport.L4');
  else ensure(draft, 'crisisGuardian', 'crisisGuardian');
  if (!draft.state.links.some((open) => open.kind === 'referral' && open.open))
    ensure(draft, 'referralOffer', 'referralOffer.L4');
  for (const open of draft.state.links.filter((one) => one.kind === 'return' && one.open))
    draft.also({ kind: 'return', id: open.id, starts: false, command: { act: 'rest', because: 'crisis' } });
}

/** Ends proposals of these kinds that new events have overtaken, with the signatures they waited for. */
export function withdraw(draft: CaseDraft, decisions: readonly string[], because: string): void {
  for (const open of draft.state.proposals.filter((proposal) => decisions.includes(proposal.decision))) {
    draft.add({ type: 'proposalWithdrawn', proposal: open.id, because, reason: null });
    draft.done(
      (duty) =>
        duty.subject?.startsWith(`${open.id}:`) === true && (duty.kind === 'coSign' || duty.kind === 'secondSignature'),
      because,
    );
  }
}

/** The clock's limit for a duty about another stream: that stream's own next limit and the policy's margin. */
export function watchLimit(draft: CaseDraft, limitAt: number): number {
  const clock = clockOf(draft.moment.rules.policy, clockFor(draft.moment.rules, 'watch', draft.state.level));
  return limitAt + clock.limit.amount;
}
