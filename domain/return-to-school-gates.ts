import { DAY } from './instant.ts';
import { type Refusal, refuse } from './problem.ts';
import { appealLimit, owe, type ReturnDraft, tell } from './return-to-school-duties.ts';
import type { Phased, Recommendation, SupportNeed } from './return-to-school-facts.ts';
import { applicantRefused } from './return-to-school-leave.ts';
import type { PhasedPlan, ReturnApplication, ReturnCommandOf } from './return-to-school-state.ts';

const WEEK = 7 * DAY;

/** Gate 1: a guardian applies, with papers; those that are missing are chased before anybody reviews. */
export function requestReturn(draft: ReturnDraft, command: ReturnCommandOf<'requestReturn'>): Refusal | undefined {
  const { applicant, papers } = command;
  const refused = applicantRefused(draft.moment.rules.guardians, applicant);
  if (refused) return refused;
  draft.add({ type: 'returnRequested', by: draft.moment.actor.person, applicant, papers });
  owe(draft, 'requested');
  return tell(draft, 'requested');
}

export function addPapers(draft: ReturnDraft, { papers }: ReturnCommandOf<'addReturnPapers'>): Refusal | undefined {
  draft.add({ type: 'returnPapersAdded', by: draft.moment.actor.person, papers });
  if (draft.state.stage === 'schoolReview') owe(draft, 'papersIn');
  return tell(draft, 'requested');
}

/** Gate 2: the school reviews the papers. */
export function reviewAtSchool(draft: ReturnDraft, { missing }: ReturnCommandOf<'recordSchoolReview'>): undefined {
  draft.add({ type: 'schoolReviewed', by: draft.moment.actor.person, missing });
  owe(draft, 'reviewed');
  return tell(draft, 'schoolReviewed', { complete: missing.length === 0 });
}

/** Gate 3, one part: the hospital's recommendation, by its doctor or recorded at school from the hospital's paper. */
export function adviseByHospital(
  draft: ReturnDraft,
  command: ReturnCommandOf<'recordHospitalAdvice'>,
): Refusal | undefined {
  const { recommendation, needs, document } = command;
  const { actor } = draft.moment;
  if (draft.state.application?.hospital) return refuse('alreadySigned');
  if (actor.role !== 'clinician' && document === null) return refuse('fieldMissing', { field: 'document' });
  draft.add({ type: 'hospitalAdvised', by: actor.person, recommendation, needs, document });
  return assessed(draft, 'hospital', recommendation);
}

/** Gate 3, the other part: the school's expert. */
export function assessByExpert(
  draft: ReturnDraft,
  command: ReturnCommandOf<'recordExpertAssessment'>,
): Refusal | undefined {
  const { recommendation, needs } = command;
  if (draft.state.application?.expert) return refuse('alreadySigned');
  draft.add({ type: 'expertAssessed', by: draft.moment.actor.person, recommendation, needs });
  return assessed(draft, 'expert', recommendation);
}

/** The other part keeps its duty and its limit; both together open the decision. */
function assessed(draft: ReturnDraft, part: 'hospital' | 'expert', recommendation: Recommendation): undefined {
  if (draft.state.stage === 'decision') owe(draft, 'assessed');
  else draft.done((duty) => duty.kind === 'returnJoint' && duty.subject === part, 'assessed');
  return tell(draft, 'jointAssessed', { part, recommendation });
}

/** The worse of two readings counts: one `notYet` is enough, and the conditions of both must be met. */
function adviceRefused(application: ReturnApplication | null, planned: readonly SupportNeed[]): Refusal | undefined {
  const advice = [application?.hospital, application?.expert];
  if (advice.some((part) => !part)) return refuse('fieldMissing', { field: 'jointAssessment' });
  if (advice.some((part) => part?.recommendation === 'notYet')) return refuse('recommendedNotYet');
  const needs = new Set(advice.flatMap((part) => (part?.recommendation === 'withConditions' ? part.needs : [])));
  const missing = [...needs].filter((need) => !planned.includes(need));
  return missing.length > 0 ? refuse('fieldMissing', { field: 'needs', missing }) : undefined;
}

/** A phased return as planned, or why not: `recommendedNotYet`, `fieldMissing`, `outsideWindow`. */
function phasedBy(draft: ReturnDraft, { weeks, needs }: PhasedPlan): Phased | Refusal {
  const { at, rules } = draft.moment;
  const { least, most } = rules.policy.returnToSchool.phasedWeeks;
  if (!Number.isInteger(weeks) || weeks < least || weeks > most) return refuse('outsideWindow', { least, most });
  const refused = adviceRefused(draft.state.application, needs);
  return refused ?? { startedAt: at, weeks, until: at + weeks * WEEK, needs };
}

/** Gate 4: approved. The child comes back in phases; the level is whatever it is, the follow-up is paced by the case. */
export function approve(draft: ReturnDraft, command: ReturnCommandOf<'approveReturn'>): Refusal | undefined {
  const phased = phasedBy(draft, command);
  if ('refused' in phased) return phased;
  draft.add({ type: 'returnApproved', by: draft.moment.actor.person, phased, plan: command.plan });
  owe(draft, 'approved');
  return tell(draft, 'approved', { returned: true, weeks: phased.weeks });
}

/** Gate 4: not yet. A reason, the next date, a plan for the time at home; the child stays on the roll and can appeal. */
export function defer(draft: ReturnDraft, command: ReturnCommandOf<'deferReturn'>): Refusal | undefined {
  const { reasonCode, nextDate, homePlan } = command;
  const { at, rules, actor } = draft.moment;
  if (reasonCode === '') return refuse('reasonMissing');
  const days = rules.policy.returnToSchool.nextDateWithinDays;
  if (nextDate <= at || nextDate > at + days * DAY) return refuse('outsideWindow', { days });
  const appealUntil = appealLimit(draft);
  draft.add({ type: 'returnDeferred', by: actor.person, reasonCode, nextDate, appealUntil, homePlan, onRoll: true });
  owe(draft, 'deferred');
  return tell(draft, 'notYet', { reason: reasonCode });
}

/** Gate 5. Refuses `decisionFinal` after an answered appeal, `appealTooLate` after 15 school days. */
export function fileAppeal(draft: ReturnDraft, command: ReturnCommandOf<'fileAppeal'>): Refusal | undefined {
  const { state, moment } = draft;
  if (state.application?.final) return refuse('decisionFinal');
  if (state.appealUntil === null || moment.at > state.appealUntil) return refuse('appealTooLate');
  const refused = applicantRefused(moment.rules.guardians, command.applicant);
  if (refused) return refused;
  draft.add({ type: 'appealFiled', by: moment.actor.person, applicant: command.applicant, grounds: command.grounds });
  owe(draft, 'appealed');
  return tell(draft, 'appealed');
}

/** Gate 5, the answer: by somebody who took no part, final for this application. Refuses `tookPart`. */
export function answerAppeal(draft: ReturnDraft, command: ReturnCommandOf<'answerAppeal'>): Refusal | undefined {
  const { person } = draft.moment.actor;
  const { reasonCode, overturned } = command;
  if (person !== null && draft.state.application?.tookPart.includes(person)) return refuse('tookPart');
  if (reasonCode === '') return refuse('reasonMissing');
  const phased = overturned && phasedBy(draft, overturned);
  if (phased && 'refused' in phased) return phased;
  draft.add({ type: 'appealAnswered', by: person, reasonCode, phased, plan: overturned?.plan ?? null });
  owe(draft, 'answered');
  return tell(draft, 'decided', { returned: phased !== null, reason: reasonCode });
}
