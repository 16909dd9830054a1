import { guardianRefused } from './guardian.ts';
import { DAY } from './instant.ts';
import { type Refusal, refuse } from './problem.ts';
import { owe, owePapers, type ReturnDraft, tell } from './return-to-school-duties.ts';
import { type Applicant, PAPERS, type Paper } from './return-to-school-facts.ts';
import type { ReturnCommandOf } from './return-to-school-state.ts';
import type { GuardianRef } from './stream.ts';

/** Refuses an application by somebody who is not the child's guardian, or who is flagged as danger (N10), or without the body's paper. */
export function applicantRefused(guardians: readonly GuardianRef[], applicant: Applicant): Refusal | undefined {
  if (applicant.kind === 'guardian') return guardianRefused(guardians, applicant.guardian);
  return applicant.document === '' ? refuse('fieldMissing', { field: 'document' }) : undefined;
}

/** The first step, by the case: somebody is concerned that the child cannot come to school. */
export function startLeave(draft: ReturnDraft, command: ReturnCommandOf<'startLeave'>): undefined {
  const { caseId, owner, homeRestSince } = command;
  draft.add({ type: 'leaveBegun', caseId, owner, homeRestSince });
  owe(draft, 'begun');
}

export function assessLeave(draft: ReturnDraft, command: ReturnCommandOf<'recordLeaveAssessment'>): undefined {
  const { findings, advised, note } = command;
  draft.add({ type: 'leaveAssessed', by: draft.moment.actor.person, findings, advised, note });
  owe(draft, 'assessed');
  return tell(draft, 'assessed', { advised });
}

/** Only an agreement leads on; a guardian who was not reached is still owed the same talk. Refuses `guardianFlagged`. */
export function talkLeave(draft: ReturnDraft, command: ReturnCommandOf<'recordLeaveTalk'>): Refusal | undefined {
  const { guardian, outcome, note } = command;
  const refused = guardian === null ? undefined : guardianRefused(draft.moment.rules.guardians, guardian);
  if (refused) return refused;
  draft.add({ type: 'guardianTalked', by: draft.moment.actor.person, guardian, outcome, note });
  if (outcome !== 'notReached') owe(draft, outcome);
  return tell(draft, 'talked', { outcome });
}

/** Refuses `fieldMissing` without both papers, `outsideWindow` for an end that is past or too far, `guardianFlagged`. */
export function applyLeave(
  draft: ReturnDraft,
  command: ReturnCommandOf<'recordLeaveApplication'>,
): Refusal | undefined {
  const { applicant, papers, until } = command;
  const { at, rules, actor } = draft.moment;
  const missing = missingOf(papers);
  if (missing.length > 0) return refuse('fieldMissing', { field: 'papers', missing });
  if (until <= at || until > at + rules.policy.returnToSchool.leaveAtMostDays * DAY) return refuse('outsideWindow');
  const refused = applicantRefused(rules.guardians, applicant);
  if (refused) return refused;
  draft.add({ type: 'leaveApplied', by: actor.person, applicant, papers, until });
  owe(draft, 'applied');
  return tell(draft, 'applied');
}

/** Which of the papers are not there. */
function missingOf(papers: readonly Paper[]): readonly Paper[] {
  return PAPERS.filter((paper) => !papers.includes(paper));
}

export function decideLeave(draft: ReturnDraft, command: ReturnCommandOf<'decideLeave'>): Refusal | undefined {
  const { granted, reasonCode } = command;
  if (!granted && reasonCode === '') return refuse('reasonMissing');
  draft.add({ type: 'leaveDecided', by: draft.moment.actor.person, granted, reasonCode });
  owe(draft, granted ? 'granted' : 'refused');
  return tell(draft, granted ? 'onLeave' : 'leaveRefused');
}

/** The child stays at home before any leave was granted. The earlier of two dates counts. */
export function restAtHome(draft: ReturnDraft, { since }: ReturnCommandOf<'recordHomeRest'>): Refusal | undefined {
  const { state, moment } = draft;
  if (since > moment.at) return refuse('fieldInvalid', { field: 'since' });
  if (state.granted || (state.homeRestSince !== null && state.homeRestSince <= since)) return undefined;
  draft.add({ type: 'homeRestRecorded', by: moment.actor.person, since });
  draft.done((duty) => duty.kind === 'leavePapers', 'earlier');
  owePapers(draft);
  return undefined;
}

/** The child is in school again before a leave was needed: the alert ends, by a person who saw the child. */
export function backAtSchool(draft: ReturnDraft): undefined {
  draft.add({ type: 'backAtSchool', by: draft.moment.actor.person });
  draft.done((duty) => duty.kind === 'leavePapers', 'backAtSchool');
}

/** Contact with the home while the child is there. Not reached: the same duty lives on. Refuses `guardianFlagged`. */
export function homeContact(draft: ReturnDraft, command: ReturnCommandOf<'recordHomeContact'>): Refusal | undefined {
  const { answers, guardian, reached, note } = command;
  const { state, moment } = draft;
  const refused = guardian === null ? undefined : guardianRefused(moment.rules.guardians, guardian);
  if (refused) return refused;
  draft.add({ type: 'homeContacted', by: moment.actor.person, guardian, reached, note });
  if (reached) {
    draft.open({ kind: 'homeContact', clock: 'homeContact', holder: state.owner });
    draft.done((duty) => duty.id === answers, 'reached');
  }
  return tell(draft, 'homeContacted', { reached });
}
