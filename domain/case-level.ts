import {
  type CaseDraft,
  clockFor,
  ensure,
  enter,
  has,
  restReturns,
  tighten,
  withdraw,
  withdrawThinning,
} from './case-draft.ts';
import { guardiansBlocked, oweCare, oweInterview, oweProtection, pace } from './case-owed.ts';
import type { LevelStep, Proposal } from './case-state.ts';
import { type Level, rank } from './level.ts';
import type { DutyKind } from './policy.ts';
import type { PersonId } from './role.ts';

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
  if (rank(to) < rank(from)) {
    // Contacts follow the level; running clocks of the case itself are loosened by no lowering.
    if (draft.state.stage === 'care') pace(draft, 'graded');
    return;
  }
  overtake(draft, to);
  // Their clocks become those of the new level; a lowering never loosens a running one.
  for (const running of draft.state.links.filter((one) => one.kind === 'referral' && one.open))
    draft.also({ kind: 'referral', id: running.id, starts: false, command: { act: 'changeLevel', level: to } });
  if (to === 'L4') return enterCrisis(draft);
  hasten(draft);
  if (draft.state.stage === 'care') oweCare(draft);
}

/** A grade or raise still waiting for signatures below the new level would, once signed, undo it: nobody who signed knew of this. */
function overtake(draft: CaseDraft, to: Level): void {
  const below = (open: Proposal) =>
    (open.decision === 'grade' || open.decision === 'raise') && rank(open.level) < rank(to);
  withdraw(draft, below, 'overtaken');
}

/** What the stage waits for is due by the clock of the higher level. */
function hasten(draft: CaseDraft): void {
  const { state, moment } = draft;
  if (has(state, 'interview')) oweInterview(draft, false);
  for (const kind of ['reassess', 'grade'] as const)
    if (has(state, kind)) tighten(draft, kind, clockFor(moment.rules, kind, state.level));
}

/** What the calm stages owed is superseded by the crisis; the stage that follows it owes it again. */
const CALM_DUTIES: ReadonlySet<DutyKind> = new Set<DutyKind>([
  'interview',
  'secondSource',
  'guardianTold',
  'reassess',
  'grade',
  'session',
  'dynamicReview',
  'referralOffer',
]);

const CRISIS_DUTIES = [
  'crisisAcknowledge',
  'crisisWatch',
  'crisisMeans',
  'crisisHospital',
  'tellCounty',
  'tellCity',
] as const satisfies readonly DutyKind[];

/** The crisis path with its own clocks. Idempotent: a second L4 sign in a running crisis pages again if the first page was answered. */
export function enterCrisis(draft: CaseDraft): void {
  withdrawThinning(draft, 'crisis');
  if (draft.state.stage === 'crisis') return ensure(draft, 'crisisAcknowledge', 'crisisAcknowledge');
  draft.done((duty) => CALM_DUTIES.has(duty.kind), 'crisis');
  enter(draft, 'crisis');
  // An arrival that was left to an escort is everybody's again.
  draft.done((duty) => duty.clock === 'crisisHospital.escorted', 'crisis');
  for (const kind of CRISIS_DUTIES) ensure(draft, kind, kind);
  redden(draft);
  oweGuardianVoice(draft);
  if (!draft.state.links.some((open) => open.kind === 'referral' && open.open))
    ensure(draft, 'referralOffer', 'referralOffer.L4');
  restReturns(draft, 'crisis');
}

/** A guardian is called whom it is safe to call; a danger from guardians is reported, whoever else can be called. */
function oweGuardianVoice(draft: CaseDraft): void {
  const { rules } = draft.moment;
  const blocked = guardiansBlocked(draft.state, rules);
  if (!blocked) ensure(draft, 'crisisGuardian', 'crisisGuardian');
  if (blocked || rules.guardians.some((guardian) => guardian.danger)) oweProtection(draft);
}

/** Duties that outlive the calm stages go on under their red clocks. */
function redden(draft: CaseDraft): void {
  for (const { id, kind, clock, subject, holder } of draft.state.duties) {
    const red = `${kind}.L4`;
    if (!(kind === 'chooseRoute' || kind === 'safetyCheck' || kind === 'protectionReport') || clock === red) continue;
    draft.open({ kind, clock: red, subject, holder });
    draft.done((duty) => duty.id === id, 'superseded');
  }
}
