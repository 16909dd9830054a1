import { answered } from './act-table.ts';
import type { CommandOf } from './case-commands.ts';
import { type CaseDraft, ensure, restReturns } from './case-draft.ts';
import { link, oweInterview, oweProtection, rhythmClock } from './case-owed.ts';
import type { CaseState } from './case-state.ts';
import type { ReferralBasis } from './child-commands.ts';
import { firstAsked } from './hospital-room.ts';
import { type Refusal, refuse } from './problem.ts';
import type { TextRef } from './stream.ts';

/** Each session owes the next one. */
export function recordSession(
  _state: CaseState,
  command: CommandOf<'recordSession'>,
  draft: CaseDraft,
): Refusal | undefined {
  draft.add({ type: 'sessionRecorded', goals: command.goals, note: command.note });
  draft.done((duty) => duty.kind === 'session', 'held');
  draft.open({ kind: 'session', clock: rhythmClock(draft.state, 'session') });
  return undefined;
}

export function revisePlan(_state: CaseState, command: CommandOf<'revisePlan'>, draft: CaseDraft): Refusal | undefined {
  draft.add({ type: 'planRevised', goals: command.goals, plan: command.plan });
  return undefined;
}

/** 动态评估. Worse never passes in silence: somebody talks with the student within the clock of the level. */
export function recordReview(
  state: CaseState,
  command: CommandOf<'recordReview'>,
  draft: CaseDraft,
): Refusal | undefined {
  draft.add({ type: 'reviewRecorded', assessment: command.assessment, source: 'review', note: command.note });
  draft.done((duty) => duty.kind === 'dynamicReview', 'reviewed');
  if (state.stage === 'care') draft.open({ kind: 'dynamicReview', clock: rhythmClock(draft.state, 'dynamicReview') });
  if (command.assessment === 'worse') oweInterview(draft, true);
  return undefined;
}

export function recordPanel(
  state: CaseState,
  command: CommandOf<'recordPanel'>,
  draft: CaseDraft,
): Refusal | undefined {
  if (answered(state, command, ['panel']) === undefined) return refuse('unknownDuty');
  if (command.attendees < 2) return refuse('fieldInvalid', { field: 'attendees' });
  draft.add({ type: 'panelRecorded', attendees: command.attendees, decisions: command.decisions, note: command.note });
  draft.done((duty) => duty.kind === 'panel', 'met');
  for (const running of draft.state.links.filter((one) => one.kind === 'followUp' && one.open))
    draft.also({ kind: 'followUp', id: running.id, starts: false, command: { act: 'panelMet' } });
  return undefined;
}

/** Treatment was offered. A guardian's refusal opens the protection review; a child is not left to it. */
export function recordOffer(
  state: CaseState,
  command: CommandOf<'recordOffer'>,
  draft: CaseDraft,
): Refusal | undefined {
  if (answered(state, command, ['referralOffer']) === undefined) return refuse('unknownDuty');
  draft.add({ type: 'offerRecorded', outcome: command.outcome, note: command.note });
  // An accepted offer is fulfilled by the referral itself, so its duty lives until one is requested.
  if (command.outcome !== 'accepted') draft.done((duty) => duty.kind === 'referralOffer', command.outcome);
  if (command.outcome === 'guardianDeclined') oweProtection(draft, true);
  return undefined;
}

interface Request {
  readonly hospital: string | null;
  readonly basis: ReferralBasis;
  readonly reason: TextRef;
  readonly requestId: string | null;
  readonly asked: readonly string[];
  readonly partOf: string | null;
}

export function requestReferral(
  _state: CaseState,
  command: CommandOf<'requestReferral'>,
  draft: CaseDraft,
): Refusal | undefined {
  const { hospital, basis, reason, relapse } = command;
  const refused = request(draft, { hospital, basis, reason, requestId: null, asked: [], partOf: null });
  if (refused === undefined && relapse === true) restReturns(draft, 'referral');
  return refused;
}

/** Starts a referral in the same transaction and watches it. Emergency basis exists at L4 only (精神卫生法 28, 个人信息保护法 13). */
function request(draft: CaseDraft, wanted: Request): Refusal | undefined {
  const { state, moment } = draft;
  if (wanted.basis.kind === 'emergency' && state.level !== 'L4') return refuse('consentMissing');
  if (wanted.basis.kind === 'emergency' && wanted.basis.by !== moment.actor.person)
    return refuse('fieldInvalid', { field: 'basis' });
  const { level } = state;
  const hospital =
    wanted.hospital ?? firstAsked(moment.rules, { level, basis: wanted.basis, except: new Set(wanted.asked) });
  if (hospital === undefined) return refuse('noHospitalLeft');
  // At L4 it is to be sent, not asked for, within the limit of the offer.
  const offered = state.duties.find((duty) => duty.kind === 'referralOffer');
  const sendBy = state.level === 'L4' ? (offered?.limitAt ?? null) : null;
  const id = moment.mint(1);
  const requestId = wanted.requestId ?? moment.mint(2);
  link(draft, id, 'referral', requestId);
  draft.done((duty) => duty.kind === 'referralOffer', 'requested');
  const { basis, reason, asked, partOf } = wanted;
  draft.also({
    kind: 'referral',
    id,
    starts: true,
    command: {
      act: 'request',
      caseId: moment.self,
      requestId,
      hospital,
      asked,
      level: state.level,
      reason,
      basis,
      partOf,
      owner: state.owner,
      sendBy,
    },
  });
  return undefined;
}

/** After a hospital declined, the owner chooses: another hospital, an appeal that the city decides, or a plan at school that the panel makes. */
export function chooseRoute(
  state: CaseState,
  command: CommandOf<'chooseRoute'>,
  draft: CaseDraft,
): Refusal | undefined {
  const duty = state.duties.find((one) => one.id === command.answers && one.kind === 'chooseRoute');
  if (duty?.subject == null) return refuse('unknownDuty');
  const declined = state.links.find((one) => one.id === duty.subject);
  draft.add({ type: 'routeChosen', referral: duty.subject, choice: command.choice, note: command.reason });
  draft.done((one) => one.id === duty.id, command.choice);
  if (command.choice === 'planAtSchool') {
    ensure(draft, 'panel', 'panel');
    return undefined;
  }
  if (command.choice === 'appeal') {
    const city = draft.moment.rules.posts.city?.[0];
    draft.open({
      kind: 'chooseRoute',
      clock: duty.clock,
      subject: duty.subject,
      ...(city === undefined ? {} : { holder: city }),
    });
    return undefined;
  }
  if (command.basis === null) return refuse('consentMissing');
  // Still open: the hospital referred onward, which is a new request. Ended: the same request goes to somebody not asked yet.
  const onward = declined?.open === true;
  const requestId = declined?.requestId ?? null;
  const asked = state.links.flatMap((one) =>
    one.requestId === requestId && one.hospital !== null ? [one.hospital] : [],
  );
  return request(draft, {
    hospital: command.hospital,
    basis: command.basis,
    reason: command.reason,
    requestId: onward ? null : requestId,
    asked: [...new Set(asked)],
    partOf: onward ? requestId : null,
  });
}

export function startLeave(state: CaseState, command: CommandOf<'startLeave'>, draft: CaseDraft): Refusal | undefined {
  const { moment } = draft;
  if (state.links.some((one) => one.kind === 'return' && one.open)) return refuse('returnAlreadyOpen');
  if (command.homeRestSince !== null && command.homeRestSince > moment.at)
    return refuse('fieldInvalid', { field: 'homeRestSince' });
  const id = moment.mint(3);
  link(draft, id, 'return', null);
  draft.also({
    kind: 'return',
    id,
    starts: true,
    command: {
      act: 'startLeave',
      caseId: moment.self,
      level: state.level,
      owner: state.owner,
      homeRestSince: command.homeRestSince,
    },
  });
  return undefined;
}
